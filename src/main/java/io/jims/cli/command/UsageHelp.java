package io.jims.cli.command;

import io.jims.cli.value.Flags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The text of `--help`: the command's description, its subcommands, and its flags under the
/// headings of their mixins.
public final class UsageHelp {
    public static final String NAME = "jims-widget";

    /// The name of the mixin whose flags come first, without a heading.
    public static final String NO_HEADING = "standard";

    static final int WIDTH = 100;
    static final String FOOTER =
            "%nEvery flag is also read from the environment, and from the file .env in the working"
                    + " directory, as JIMS_ and its name: --max-runs is JIMS_MAX_RUNS; switches"
                    + " take true or false there. The command line wins over the environment, and"
                    + " that over .env.%nDurations are numbers with a unit: 500ms, 90s, 2m, 1h,"
                    + " 180d.";

    private static final int FLAG_COLUMN_WIDTH = 34;

    private UsageHelp() {}

    public static void configure(CommandLine commandLine) {
        commandLine.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        commandLine.setUsageHelpLongOptionsMaxWidth(FLAG_COLUMN_WIDTH);
        commandLine.setHelpSectionKeys(
                List.of(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        UsageMessageSpec.SECTION_KEY_FOOTER));
        Map<String, CommandLine.IHelpSectionRenderer> sections = commandLine.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, UsageHelp::commands);
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, UsageHelp::flags);
        commandLine.setHelpSectionMap(sections);
    }

    /// The visible flags of a command by heading, in order.
    public static Map<String, List<OptionSpec>> flagsByHeading(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        command.mixins()
                .forEach((heading, mixin) -> groups.put(heading, List.copyOf(mixin.options())));
        return groups;
    }

    private static String commands(Help help) {
        String commands =
                help.subcommands().values().stream()
                        .map(Help::commandSpec)
                        .map(command ->
                                "%n  %s%n    %s%n"
                                        .formatted(
                                                command.qualifiedName(),
                                                String.join(
                                                        "", command.usageMessage().description())))
                        .collect(Collectors.joining());
        return commands + System.lineSeparator();
    }

    private static String flags(Help help) {
        Map<String, List<OptionSpec>> groups = flagsByHeading(help.commandSpec());
        groups.replaceAll((heading, flags) -> flags.stream().map(UsageHelp::described).toList());
        List<OptionSpec> all = groups.values().stream().flatMap(List::stream).toList();
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, flags) -> {
            if (!heading.equals(NO_HEADING)) {
                text.append("%n%s%n".formatted(heading));
            }
            Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
            layout.addOptions(flags, help.parameterLabelRenderer());
            text.append(layout);
        });
        return text.toString();
    }

    private static OptionSpec described(OptionSpec flag) {
        return OptionSpec.builder(flag)
                .paramLabel(Flags.label(flag))
                .description(description(flag))
                .build();
    }

    private static String description(OptionSpec flag) {
        boolean takesValue = !Flags.isSwitch(flag) && flag.arity().max() > 0;
        String standard = " Default: " + Flags.defaultText(flag).orElse("none");
        return Flags.description(flag) + (takesValue ? standard : "");
    }
}
