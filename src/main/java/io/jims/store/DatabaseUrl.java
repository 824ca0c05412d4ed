package io.jims.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// What `--db` names: a SQLite database file.
///
/// @param file relative to the working directory, or absolute
public record DatabaseUrl(Path file) {
    private static final String SQLALCHEMY_PREFIX = "sqlite:///";
    private static final String JDBC_PREFIX = "jdbc:sqlite:";
    private static final String MEMORY = ":memory:";

    /// Reads `sqlite:///relative/path.db`, `sqlite:////absolute/path.db` or `jdbc:sqlite:path.db`.
    ///
    /// @throws IllegalArgumentException for anything else, saying what is allowed. Its message
    ///   shows the kind of the URL only, since the rest may hold a password
    public static DatabaseUrl parse(String url) {
        return new DatabaseUrl(path(pathText(url.strip())));
    }

    private static String pathText(String url) {
        if (url.startsWith(SQLALCHEMY_PREFIX)) {
            return url.substring(SQLALCHEMY_PREFIX.length());
        }
        if (url.startsWith(JDBC_PREFIX)) {
            return url.substring(JDBC_PREFIX.length());
        }
        throw refused(kind(url) + " is no database that it knows");
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

    private static String kind(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? "a value without a scheme" : "'" + url.substring(0, colon) + ":'";
    }

    private static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(
                "--db: "
                        + reason
                        + "; this version supports SQLite only: sqlite:///relative/path.db,"
                        + " sqlite:////absolute/path.db or jdbc:sqlite:path.db");
    }
}
