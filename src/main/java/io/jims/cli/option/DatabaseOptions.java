package io.jims.cli.option;

import io.jims.cli.value.AlsoFrom;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.server.SettingValue;
import io.jims.store.sql.StoreOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/// The flags for the database.
public final class DatabaseOptions {
    private static final String DB = "--db";

    @Option(
            names = DB,
            paramLabel = "<url>",
            defaultValue = "sqlite:///jims-widget.db",
            converter = Converters.NonBlank.class,
            description =
                    "Where conversations are kept, in SQLite or PostgreSQL; also from "
                            + "JIMS_DB_CONN_URI.")
    @AlsoFrom("JIMS_DB_CONN_URI")
    String url;

    @Option(
            names = "--db-pool",
            defaultValue = "10",
            description = "Connections to PostgreSQL, of which up to two write; {bounds}.")
    @Bounds(from = "2", to = "1000")
    int pool;

    @Option(
            names = "--db-timeout",
            defaultValue = "5s",
            description = "How long PostgreSQL may take for one statement or connection; {bounds}.")
    @Bounds(from = "250ms", to = "24h")
    Duration timeout;

    @Option(
            names = "--db-wait",
            defaultValue = "60s",
            description = "How long the start waits for PostgreSQL to be there; {bounds}.")
    @Bounds(from = "0s", to = "24h")
    Duration startWait;

    public SettingValue url(Given given) {
        return given.value(DB, url);
    }

    public StoreOptions settings() {
        return new StoreOptions(pool, timeout, startWait);
    }
}
