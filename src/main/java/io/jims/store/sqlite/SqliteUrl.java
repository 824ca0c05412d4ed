package io.jims.store.sqlite;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SQLite database file.
///
/// @param file relative to the working directory, or absolute
public record SqliteUrl(Path file) {
    public static final String FORMS =
            "sqlite:///relative/path.db, sqlite:////absolute/path.db or jdbc:sqlite:path.db";

    /// SQLAlchemy's URLs may name the Python driver.
    private static final Pattern PREFIX =
            Pattern.compile("sqlite(\\+aiosqlite|\\+pysqlite)?:///|jdbc:sqlite:");

    private static final Pattern KIND = Pattern.compile("(jdbc:)?sqlite(\\+[a-z]+)?:.*");
    private static final String MEMORY = ":memory:";

    public static boolean matches(String url) {
        return KIND.matcher(url).matches();
    }

    public static SqliteUrl parse(String url) {
        Matcher prefix = PREFIX.matcher(url);
        if (!prefix.lookingAt()) {
            throw refused("three slashes begin a relative path, four an absolute one");
        }
        return new SqliteUrl(path(url.substring(prefix.end())));
    }

    /// As it was given, more or less.
    @Override
    public String toString() {
        return "sqlite:///" + file;
    }

    private static Path path(String text) {
        if (text.isBlank() || text.endsWith("/")) {
            throw refused("the path of the file is missing");
        }
        if (text.startsWith(MEMORY) || text.startsWith("file:") || text.indexOf('?') >= 0) {
            throw refused(
                    "databases in memory, file: URIs and options behind ? are not taken: " + text);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw refused("the path is not valid: " + e.getReason());
        }
    }

    private static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("--db: " + reason + "; give " + FORMS);
    }
}
