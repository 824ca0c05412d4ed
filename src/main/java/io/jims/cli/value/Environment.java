package io.jims.cli.value;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.jims.server.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What surrounds the process: environment variables, and the file `.env` in the working directory
/// for those that are not set. An empty variable counts as not set.
///
/// @param variables of the process
/// @param file the variables of `.env`
/// @param workingDirectory what relative paths start from
public record Environment(
        Map<String, String> variables, Map<String, String> file, Path workingDirectory) {
    private static final String FILE_NAME = ".env";

    /// A variable that is set.
    ///
    /// @param origin where it was found, for messages
    public record Variable(String value, String origin) {}

    public Environment {
        variables = Map.copyOf(variables);
        file = Map.copyOf(file);
    }

    /// Reads `.env`, if there is one.
    ///
    /// @throws SettingException if it cannot be read or has a malformed line
    public static Environment read(Map<String, String> variables, Path workingDirectory) {
        Path file = workingDirectory.resolve(FILE_NAME);
        Map<String, String> entries =
                Files.exists(file) ? readFile(file, workingDirectory) : Map.of();
        return new Environment(variables, entries, workingDirectory);
    }

    /// The first of these names that the process's environment has, else the first in `.env`.
    public Optional<Variable> find(List<String> names) {
        return find(names, variables, "").or(() -> find(names, file, " in " + FILE_NAME));
    }

    /// All variables that are set and begin so, by name.
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new HashMap<>(file);
        variables.forEach((name, value) -> {
            if (!value.isBlank()) {
                found.put(name, value);
            }
        });
        found.entrySet().removeIf(entry -> !entry.getKey().startsWith(prefix));
        return Map.copyOf(found);
    }

    private static Optional<Variable> find(
            List<String> names, Map<String, String> variables, String where) {
        return names.stream()
                .filter(name -> !variables.getOrDefault(name, "").isBlank())
                .map(name -> new Variable(variables.getOrDefault(name, "").strip(), name + where))
                .findFirst();
    }

    private static Map<String, String> readFile(Path file, Path directory) {
        try {
            List<String> lines = Files.readAllLines(file);
            return parse(file, directory, lines);
        } catch (IOException e) {
            throw new SettingException("cannot read " + file + ": " + e, e);
        }
    }

    private static Map<String, String> parse(Path file, Path directory, List<String> lines) {
        try {
            return Dotenv.configure()
                    .directory(directory.toString())
                    .filename(FILE_NAME)
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .stream()
                    .collect(
                            Collectors.toMap(
                                    DotenvEntry::getKey,
                                    DotenvEntry::getValue,
                                    (earlier, later) -> later));
        } catch (DotenvException e) {
            throw new SettingException(
                    file
                            + malformedLine(lines, String.valueOf(e.getMessage()))
                            + " is malformed; a line is NAME=value (quoted where the value has"
                            + " a #), a # comment or empty",
                    e);
        }
    }

    /// Names the line by its number: its text may hold a secret.
    private static String malformedLine(List<String> lines, String complaint) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && complaint.endsWith(lines.get(i))) {
                return ", line " + (i + 1) + ",";
            }
        }
        return "";
    }
}
