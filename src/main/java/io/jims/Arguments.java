package io.jims;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What was written on the command line, not yet checked.
///
/// @param values the text behind each flag that was given
record Arguments(Map<Flag, String> values, boolean help, boolean version) {
    private static final int HELP_WIDTH = 100;
    private static final int FLAG_COLUMN_WIDTH = 34;

    Arguments {
        values = Map.copyOf(values);
    }

    /// @throws UsageException for an unknown flag, one given twice, or one without its value
    static Arguments parse(List<String> arguments) {
        try {
            ParseResult result = commandLine().parseArgs(arguments.toArray(String[]::new));
            Map<Flag, String> values = new EnumMap<>(Flag.class);
            for (Flag flag : Flag.values()) {
                OptionSpec option = result.matchedOption(flag.option());
                if (option != null) {
                    values.put(flag, onlyValue(option));
                }
            }
            return new Arguments(
                    values, result.isUsageHelpRequested(), result.isVersionHelpRequested());
        } catch (ParameterException e) {
            throw new UsageException(explain(e) + " (see --help)", e);
        }
    }

    /// The text of `--help`.
    static String helpText() {
        return commandLine().getUsageMessage(Ansi.OFF);
    }

    private static String onlyValue(OptionSpec option) {
        if (option.stringValues().size() > 1) {
            throw new UsageException(option.longestName() + " may be given only once");
        }
        return option.getValue();
    }

    private static String explain(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return explainUnmatched(unmatched);
        }
        if (e instanceof MissingParameterException missing
                && missing.getMissing().getFirst() instanceof OptionSpec option) {
            return option.longestName() + " needs a value: " + option.paramLabel();
        }
        if (e instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " may be given only once";
        }
        return Failures.describe(e);
    }

    private static String explainUnmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        if (!argument.startsWith("-")) {
            return "unexpected argument '"
                    + Failures.withoutPassword(argument)
                    + "': there are flags only";
        }
        List<String> similar =
                e.getSuggestions().stream().filter(name -> name.startsWith("--")).toList();
        return "unknown flag "
                + argument
                + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?");
    }

    private static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.create().name("jims-widget");
        spec.usageMessage()
                .width(HELP_WIDTH)
                .longOptionsMaxWidth(FLAG_COLUMN_WIDTH)
                .sortOptions(false)
                .customSynopsis("jims-widget [<flag>]...")
                .description(
                        "A self-hosted chat widget: serves the script, the chat and its store.")
                .footer(
                        "%nEvery flag is also read from the environment, and from the file .env in"
                                + " the working directory, as JIMS_ and its name: --max-runs is"
                                + " JIMS_MAX_RUNS; switches take true or false there. The command line"
                                + " wins over the environment, and that over .env.%nDurations are"
                                + " numbers with a unit: 500ms, 90s, 2m, 1h.");
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this and ends.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Shows the version and ends.")
                        .build());
        for (Flag.Heading heading : Flag.Heading.values()) {
            spec.addArgGroup(group(heading));
        }
        return new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    private static ArgGroupSpec group(Flag.Heading heading) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().heading("%n" + heading.title() + "%n").validate(false);
        for (Flag flag : Flag.values()) {
            if (flag.heading() == heading) {
                group.addArg(option(flag));
            }
        }
        return group.build();
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option = OptionSpec.builder(flag.option()).type(String.class);
        if (flag.isSwitch()) {
            return option.arity("0..1")
                    .fallbackValue("true")
                    .paramLabel("true|false")
                    .description(flag.description())
                    .build();
        }
        String standard = flag.defaultText().orElse("none");
        return option.arity("1")
                .paramLabel(flag.parameter())
                .description(flag.description() + " Default: " + standard)
                .build();
    }
}
