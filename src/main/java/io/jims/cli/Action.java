package io.jims.cli;

import io.jims.cli.value.Given;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What every command has. Its mixins bear the headings under which their flags stand in `--help`.
abstract class Action implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin(name = UsageHelp.NO_HEADING)
    final StandardOptions standard = new StandardOptions();

    private final Surroundings surroundings;

    Action(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        return spec;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /// Where its values came from.
    ///
    /// @throws io.jims.server.SettingException if one is out of its bounds
    Given given() {
        Given given =
                new Given(spec.commandLine().getParseResult(), surroundings.environment().get());
        given.requireBounds(spec.options());
        return given;
    }

    /// How its failures are told.
    LogSettings log() {
        return new LogSettings(LogFormat.TEXT, false, false);
    }
}
