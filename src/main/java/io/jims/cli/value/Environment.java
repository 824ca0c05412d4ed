package io.jims.cli.value;

import io.jims.cli.dotenv.Dotenv;
import io.jims.cli.dotenv.DotenvException;
import io.jims.cli.dotenv.Substitution;
import io.jims.server.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The environment variables, and the variables of the file `.env` in the working directory for
/// those that are not set. An empty variable counts as not set, and so does one that Kubernetes
/// sets for a Service named `jims`: `JIMS_PORT=tcp://10.43.1.5:8090`.
///
/// @param variables of the process
/// @param file the variables of `.env`
/// @param workingDirectory the base of relative paths
public record Environment(
        Map<String, String> variables, Map<String, String> file, Path workingDirectory) {
    private static final String FILE_NAME = ".env";
    private static final Pattern SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");

    /// A variable that is set.
    ///
    /// @param origin where it was set, for messages
    public record Variable(String value, String origin) {}

    public Environment {
        Map<String, String> process = set(variables);
        process.replaceAll((name, value) -> value.strip()); // one from a file ends in a line break
        variables = Map.copyOf(process);
        file = Map.copyOf(set(file));
    }

    /// Loads `.env`, if there is one.
    ///
    /// @throws SettingException if it cannot be read or has a malformed line
    public static Environment read(Map<String, String> variables, Path workingDirectory) {
        Path file = workingDirectory.resolve(FILE_NAME);
        Map<String, String> entries = Files.exists(file) ? readFile(file, variables) : Map.of();
        return new Environment(variables, entries, workingDirectory);
    }

    /// The first of these names that is set in the process's environment, otherwise in `.env`.
    public Optional<Variable> find(List<String> names) {
        return find(names, variables, "").or(() -> find(names, file, " in " + FILE_NAME));
    }

    /// Substitutes the variables in a text, by the rules of `.env`: `${NAME}`.
    ///
    /// @throws IllegalArgumentException if one is not set; it shows nothing but the name
    public String fillIn(String text) {
        return new Substitution(text, name -> find(List.of(name)).map(Variable::value)).replace();
    }

    /// All set variables with this prefix, by name.
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>(file);
        found.putAll(variables);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    private static Map<String, String> set(Map<String, String> variables) {
        Map<String, String> set = new HashMap<>(variables);
        set.entrySet()
                .removeIf(each ->
                        each.getValue().isBlank()
                                || (each.getKey().matches("JIMS_(.*_)?PORT")
                                        && SERVICE.matcher(each.getValue()).matches()));
        return set;
    }

    private static Optional<Variable> find(
            List<String> names, Map<String, String> variables, String where) {
        return names.stream()
                .filter(variables::containsKey)
                .map(name -> new Variable(variables.getOrDefault(name, ""), name + where))
                .findFirst();
    }

    private static Map<String, String> readFile(Path file, Map<String, String> variables) {
        try {
            return Dotenv.parse(Files.readAllBytes(file), variables);
        } catch (IOException e) {
            throw new SettingException("cannot read " + file + ": " + e, e);
        } catch (DotenvException e) {
            throw new SettingException(file + ", " + e.getMessage(), e);
        }
    }
}
