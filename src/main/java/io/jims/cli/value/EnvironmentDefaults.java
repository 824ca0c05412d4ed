package io.jims.cli.value;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Takes a flag that is not on the command line from the environment, else from `.env`.
///
/// @param environment read only once a flag is asked for, so that `--help` needs none
public record EnvironmentDefaults(Supplier<Environment> environment)
        implements IDefaultValueProvider {
    /// @throws io.jims.server.SettingException if `.env` cannot be read
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec flag) || flag.usageHelp() || flag.versionHelp()) {
            return null;
        }
        return environment
                .get()
                .find(Flags.variables(flag))
                .map(Environment.Variable::value)
                .orElse(null);
    }
}
