package io.jims.cli;

import io.jims.cli.command.Suggestion;
import io.jims.cli.value.Environment;
import io.jims.cli.value.Flags;
import io.jims.cli.value.Given;
import io.jims.server.Failures;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The messages for invalid arguments.
///
/// @param arguments the whole command line
record ErrorMessages(List<String> arguments, Supplier<Environment> environment) {
    private static final Pattern USER_PASSWORD = Pattern.compile("(://[^:/@]*:).*@");
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)(password=)[^&;]*");
    private static final String SEE_HELP = " (see --help)";

    /// Whether the error is about a flag's value, and not about unknown flags or commands.
    static boolean isAboutValue(ParameterException e) {
        return e.getClass() == ParameterException.class && e.getCause() != null;
    }

    /// The message, in one line.
    String describe(ParameterException e) {
        return SettingException.inOneLine(
                switch (e) {
                    case UnmatchedArgumentException unmatched -> unmatched(unmatched) + SEE_HELP;
                    case MissingParameterException missing
                            when missing.getMissing().getFirst() instanceof OptionSpec flag ->
                            flag.longestName() + " needs a value: " + Flags.label(flag) + SEE_HELP;
                    case OverwrittenOptionException twice
                            when twice.getOverwritten() instanceof OptionSpec flag ->
                            flag.longestName() + " may be given only once";
                    default -> value(e);
                });
    }

    static String unknownCommand(String name, CommandLine root) {
        return "unknown command '"
                + withoutPassword(name)
                + "': there are "
                + visibleCommands(root)
                + "; without one, the server runs"
                + SEE_HELP;
    }

    static String misplacedCommand(String name) {
        return "'" + name + "' must be the first argument" + SEE_HELP;
    }

    static String unexpectedArgument(String argument) {
        return unexpected(argument) + SEE_HELP;
    }

    private static String unexpected(String argument) {
        return "unexpected argument '" + withoutPassword(argument) + "': there are flags only";
    }

    private static String visibleCommands(CommandLine root) {
        return root.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .map(CommandLine.Model.CommandSpec::name)
                .collect(Collectors.joining(", "));
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        CommandLine root = e.getCommandLine().getCommandSpec().root().commandLine();
        if (root.getSubcommands().containsKey(argument)) {
            return "'" + argument + "' must be the first argument";
        }
        if (!argument.startsWith("-")) {
            return unexpected(argument);
        }
        Set<String> flags = e.getCommandLine().getCommandSpec().optionsMap().keySet();
        return "unknown flag "
                + argument
                + Suggestion.of(argument.split("=", 2)[0], flags)
                        .map("; did you mean %s?"::formatted)
                        .orElse("");
    }

    private String value(ParameterException e) {
        if (e.getCause() instanceof SettingException) {
            return String.valueOf(e.getCause().getMessage());
        }
        if (!(e.getArgSpec() instanceof OptionSpec flag)) {
            return Failures.describe(e);
        }
        String allowed = Flags.allowed(flag).orElseGet(() -> reason(e));
        SettingException refusal =
                new SettingValue(flag.longestName(), e.getValue(), origin(flag))
                        .refuse(allowed.isEmpty() ? Flags.label(flag) : allowed);
        return String.valueOf(refusal.getMessage());
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private String origin(OptionSpec flag) {
        boolean written =
                arguments.stream()
                        .anyMatch(argument ->
                                argument.equals(flag.longestName())
                                        || argument.startsWith(flag.longestName() + "="));
        return written ? "" : Given.origin(flag.longestName(), flag, environment.get());
    }

    /// Hides the password of a database URL.
    private static String withoutPassword(String url) {
        String masked = USER_PASSWORD.matcher(url).replaceFirst("$1***@");
        return PASSWORD_PARAMETER.matcher(masked).replaceAll("$1***");
    }
}
