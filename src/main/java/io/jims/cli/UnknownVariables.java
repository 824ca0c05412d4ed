package io.jims.cli;

import io.jims.cli.value.Environment;
import io.jims.cli.value.Flags;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Finds variables that begin as settings do and are none: a misspelt one would leave its setting
/// at the default, and nobody would hear of it.
///
/// @param settings the variables of all flags of all commands
record UnknownVariables(Set<String> settings) {
    /// What Kubernetes sets beside for a Service that happens to be called `jims` or `jims-…`.
    private static final Pattern SERVICE =
            Pattern.compile(
                    "JIMS_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?"
                            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    static UnknownVariables of(CommandLine root) {
        return new UnknownVariables(
                Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .flatMap(flag -> Flags.variables(flag).stream())
                        .collect(Collectors.toSet()));
    }

    /// A line for each, with the setting that is likely meant.
    List<String> describe(Environment environment) {
        return environment.startingWith("JIMS_").keySet().stream()
                .filter(name -> !settings.contains(name) && !SERVICE.matcher(name).matches())
                .map(name ->
                        environment.find(List.of(name)).orElseThrow().origin()
                                + " is no setting"
                                + likely(name).map("; did you mean %s?"::formatted).orElse(""))
                .toList();
    }

    private Optional<String> likely(String name) {
        return settings.stream()
                .min(
                        Comparator.comparingInt((String setting) -> distance(name, setting))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(setting -> distance(name, setting) <= name.length() / 4);
    }

    /// How many letters were left out, added, mistaken, or swapped with the next one (optimal
    /// string alignment).
    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : least(distances, a, b, i, j);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int least(int[][] distances, String a, String b, int i, int j) {
        int mistaken = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
                Math.min(
                        distances[i - 1][j - 1] + mistaken,
                        1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
