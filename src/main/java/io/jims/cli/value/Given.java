package io.jims.cli.value;

import io.jims.server.SettingValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The values of a command's flags as given: with their origins, and the environment.
public final class Given {
    private final CommandSpec command;
    private final Set<OptionSpec> onCommandLine;
    private final Environment environment;

    public Given(ParseResult result, Environment environment) {
        this.command = result.commandSpec();
        this.onCommandLine = Set.copyOf(result.matchedOptionsSet());
        this.environment = environment;
    }

    public Environment environment() {
        return environment;
    }

    /// A flag's value with its origin, for messages.
    ///
    /// @param flag as on the command line: `--db`
    public SettingValue value(String flag, @Nullable String text) {
        OptionSpec option = command.findOption(flag);
        return new SettingValue(
                flag,
                text == null ? "" : text,
                option != null && onCommandLine.contains(option)
                        ? ""
                        : origin(flag, option, environment));
    }

    /// The variable that sets a flag that is not on the command line; empty for none.
    public static String origin(String flag, @Nullable OptionSpec option, Environment environment) {
        List<String> names =
                option == null ? List.of(Flags.variable(flag)) : Flags.variables(option);
        return environment.find(names).map(Environment.Variable::origin).orElse("");
    }

    /// Returns if all flags are within their bounds.
    ///
    /// @throws io.jims.server.SettingException for the first that is not
    public void requireBounds(Iterable<OptionSpec> flags) {
        for (OptionSpec flag : flags) {
            if (!Flags.isWithinBounds(flag)) {
                throw value(flag.longestName(), flag.originalStringValues().getLast())
                        .refuse(Flags.allowed(flag).orElseThrow());
            }
        }
    }

    /// The file that a flag names, resolved against the working directory.
    ///
    /// @throws io.jims.server.SettingException if it is no path on this system
    public Path file(SettingValue value) {
        try {
            return environment.workingDirectory().resolve(value.text());
        } catch (InvalidPathException e) {
            throw value.refuse("a file" + ReadableText.advice());
        }
    }
}
