package io.jims.cli;

import io.jims.cli.command.UsageHelp;
import io.jims.cli.value.Flags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The documentation's page of all commands and flags, made from the commands themselves.
final class FlagsPage {
    private static final String INTRODUCTION =
            """
            # Commands and flags

            <!-- Made from the commands; to make it anew: mvn test -Dtest=FlagsPageTest -Djims.flags.write=true -->

            Every flag is also read from its environment variable, and from the file `.env` in the
            working directory. The command line wins over the environment, and the environment wins
            over `.env`. Of two variables, the first one wins.

            Durations are numbers with a unit: `500ms`, `90s`, `2m`, `1h`, `180d`. Rates are a number
            and a duration: `30/1m`. Switches take `true` or `false` in the environment; on the
            command line a switch alone means `true`.

            The command exits with 0, with 1 if the start failed, or with 2 for a setting that is
            not allowed. To complete commands and flags in Bash or Zsh, put this into your shell's
            start file: `source <(jims-widget completion)`.
            """;

    private FlagsPage() {}

    static String text(CommandLine root) {
        return Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .map(command -> command(command, root.getCommandSpec()))
                .collect(Collectors.joining("", INTRODUCTION, ""));
    }

    /// Headings that the server has, too, are not repeated.
    private static String command(CommandSpec command, CommandSpec root) {
        Map<String, List<OptionSpec>> servers = UsageHelp.flagsByHeading(root);
        String description = String.join(" ", command.usageMessage().description());
        StringBuilder text = new StringBuilder();
        text.append("\n## `%s`\n\n%s\n".formatted(command.qualifiedName(), escaped(description)));
        Map<String, List<OptionSpec>> own = new LinkedHashMap<>(UsageHelp.flagsByHeading(command));
        own.remove(UsageHelp.NO_HEADING);
        boolean takesServers =
                !command.qualifiedName().equals(root.qualifiedName())
                        && own.entrySet()
                                .removeIf(each ->
                                        names(each.getValue())
                                                .equals(names(servers.get(each.getKey()))));
        if (takesServers) {
            text.append("\nIt takes all flags of `%s`, too.\n".formatted(root.name()));
        }
        own.forEach((heading, flags) -> text.append(table(heading, flags)));
        return text.toString();
    }

    private static List<String> names(@Nullable List<OptionSpec> flags) {
        return flags == null ? List.of() : flags.stream().map(OptionSpec::longestName).toList();
    }

    private static String table(String heading, List<OptionSpec> flags) {
        return flags.stream()
                .map(FlagsPage::row)
                .collect(
                        Collectors.joining(
                                "",
                                """

                                ### %s

                                | flag | variable | default | |
                                | --- | --- | --- | --- |
                                """
                                        .formatted(heading),
                                ""));
    }

    private static String row(OptionSpec flag) {
        String variables =
                Flags.variables(flag).stream()
                        .map("`%s`"::formatted)
                        .collect(Collectors.joining(", "));
        String standard = Flags.defaultText(flag).map("`%s`"::formatted).orElse("none");
        String value = Flags.isSwitch(flag) ? "" : " " + Flags.label(flag);
        return "| `%s%s` | %s | %s | %s |\n"
                .formatted(
                        flag.longestName(),
                        value,
                        variables,
                        standard,
                        escaped(Flags.description(flag)));
    }

    /// So that Markdown shows it as it is.
    private static String escaped(String text) {
        return text.replaceAll("([*_<>|\\[\\]])", "\\\\$1");
    }
}
