package io.jims.cli.command;

import io.jims.cli.value.Environment;
import io.jims.cli.value.Flags;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Finds environment variables with the prefix of settings that are not settings: a misspelt one
/// would silently leave its setting at the default.
///
/// @param settings the variables of all flags of all commands
record UnknownVariables(Set<String> settings) {
    /// Variables that Kubernetes sets for a Service named `jims` or `jims-…`.
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

    /// One line for each, with the setting that was probably meant.
    List<String> describe(Environment environment) {
        return environment.startingWith("JIMS_").keySet().stream()
                .filter(name -> !settings.contains(name) && !SERVICE.matcher(name).matches())
                .map(name ->
                        environment.find(List.of(name)).orElseThrow().origin()
                                + " is no setting"
                                + Suggestion.of(name, settings)
                                        .map("; did you mean %s?"::formatted)
                                        .orElse(""))
                .toList();
    }
}
