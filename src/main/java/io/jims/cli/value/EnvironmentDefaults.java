package io.jims.cli.value;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Takes flags that are not on the command line from the environment, otherwise from `.env`.
///
/// @param environment loaded on first use, so that `--help` does not need it
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
