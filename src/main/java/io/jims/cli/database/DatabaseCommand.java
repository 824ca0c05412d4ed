package io.jims.cli.database;

import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.option.DatabaseOptions;
import io.jims.cli.option.VerboseOption;
import io.jims.cli.value.Given;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.server.Failures;
import io.jims.server.SettingValue;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/// A command on the database, with or without a running server.
///
/// @param <R> the command's own flags
abstract class DatabaseCommand<R> extends Action {
    @Mixin(name = "Request")
    private final R request;

    @Mixin(name = "Server")
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin(name = "Operations")
    private final VerboseOption verbose = new VerboseOption();

    DatabaseCommand(CommandContext context, R request) {
        super(context);
        this.request = request;
    }

    /// Does the work, and reports the result.
    abstract void work(String url, Given given);

    R request() {
        return request;
    }

    DatabaseOptions database() {
        return database;
    }

    @Override
    public Integer call() {
        Given given = given();
        begin();
        SettingValue url = database.url(given);
        return Failures.explain(
                url,
                () -> {
                    work(url.text(), given);
                    return ExitCode.OK;
                });
    }

    @Override
    public LogSettings log() {
        return new LogSettings(LogFormat.TEXT, verbose.isOn(), false);
    }
}
