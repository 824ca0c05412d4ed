package io.jims.cli;

import io.jims.cli.option.DatabaseOptions;
import io.jims.cli.option.VerboseOption;
import io.jims.cli.value.Given;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.server.Failures;
import io.jims.server.SettingValue;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Copies a SQLite database, also while a server uses it.
@Command(
        name = "backup",
        versionProvider = StandardOptions.Version.class,
        customSynopsis = UsageHelp.NAME + " backup [<flag>]...",
        description = "Copies the SQLite database into a file, also while it is served.",
        usageHelpWidth = UsageHelp.WIDTH,
        footer = UsageHelp.FOOTER)
final class BackupCommand extends Action {
    @Mixin(name = "Request")
    private final Request request = new Request();

    @Mixin(name = "Server")
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin(name = "Operations")
    private final VerboseOption verbose = new VerboseOption();

    /// Where the copy goes.
    static final class Request {
        @Option(
                names = "--to",
                required = true,
                paramLabel = "<file>",
                description = "The file of the copy, which must not exist yet.")
        Path to;
    }

    BackupCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        Given given = given();
        begin();
        SettingValue url = database.url(given);
        return Failures.explain(
                url,
                () -> {
                    surroundings().parts().backUp(url.text(), request.to);
                    surroundings().out().println("copied the database to " + request.to);
                    return ExitCode.OK;
                });
    }

    @Override
    LogSettings log() {
        return new LogSettings(LogFormat.TEXT, verbose.isOn(), false);
    }
}
