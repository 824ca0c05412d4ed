package io.jims.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
public record Arguments(Action action, Map<Flag, String> values, boolean help, boolean version) {
    private static final int HELP_WIDTH = 100;
    private static final int FLAG_COLUMN_WIDTH = 34;
    private static final String FOOTER =
            "%nEvery flag is also read from the environment, and from the file .env in the working"
                    + " directory, as JIMS_ and its name: --max-runs is JIMS_MAX_RUNS; switches"
                    + " take true or false there. The command line wins over the environment, and"
                    + " that over .env.%nDurations are numbers with a unit: 500ms, 90s, 2m, 1h,"
                    + " 180d.";

    public Arguments {
        values = Map.copyOf(values);
    }

    /// @throws UsageException for an unknown command or flag, a flag given twice, or one without
    ///   its value
    static Arguments parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
            return parse(Action.SERVE, arguments);
        }
        String name = arguments.getFirst();
        Action action =
                Action.named(name)
                        .orElseThrow(() ->
                                new UsageException(
                                        "unknown command '"
                                                + Failures.withoutPassword(name)
                                                + "': there are "
                                                + Action.names()
                                                + "; without one, the server runs (see"
                                                + " --help)"));
        return parse(action, arguments.subList(1, arguments.size()));
    }

    private static Arguments parse(Action action, List<String> arguments) {
        try {
            ParseResult result = commandLine(action).parseArgs(arguments.toArray(String[]::new));
            Map<Flag, String> values = new EnumMap<>(Flag.class);
            for (Flag flag : action.flags()) {
                OptionSpec option = result.matchedOption(flag.option());
                if (option != null) {
                    values.put(flag, onlyValue(option));
                }
            }
            return new Arguments(
                    action, values, result.isUsageHelpRequested(), result.isVersionHelpRequested());
        } catch (ParameterException e) {
            throw new UsageException(explain(e) + " (see --help)", e);
        }
    }

    /// The text of `--help`.
    static String helpText(Action action) {
        return commandLine(action).getUsageMessage(Ansi.OFF);
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
        if (Action.named(argument).isPresent()) {
            return "'" + argument + "' must be the first argument";
        }
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

    private static CommandLine commandLine(Action action) {
        CommandSpec spec = CommandSpec.create().name(commandName(action));
        spec.usageMessage()
                .width(HELP_WIDTH)
                .longOptionsMaxWidth(FLAG_COLUMN_WIDTH)
                .sortOptions(false)
                .customSynopsis(synopsis(action))
                .description(description(action))
                .footer(FOOTER);
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
            List<Flag> flags =
                    action.flags().stream().filter(flag -> flag.heading() == heading).toList();
            if (!flags.isEmpty()) {
                spec.addArgGroup(group(heading, flags));
            }
        }
        return new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    private static String commandName(Action action) {
        return action == Action.SERVE ? "jims-widget" : "jims-widget " + action.subcommand();
    }

    private static String synopsis(Action action) {
        String commands = action == Action.SERVE ? " [<command>]" : "";
        return commandName(action) + commands + " [<flag>]...";
    }

    private static String[] description(Action action) {
        Stream<String> others =
                action == Action.SERVE
                        ? Action.subcommands()
                                .map(other ->
                                        "%n  "
                                                + commandName(other)
                                                + "%n    "
                                                + other.description())
                        : Stream.empty();
        return Stream.of(Stream.of(action.description()), others, Stream.of(""))
                .flatMap(lines -> lines)
                .toArray(String[]::new);
    }

    private static ArgGroupSpec group(Flag.Heading heading, List<Flag> flags) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().heading("%n" + heading.title() + "%n").validate(false);
        flags.forEach(flag -> group.addArg(option(flag)));
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
