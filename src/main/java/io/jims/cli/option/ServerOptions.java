package io.jims.cli.option;

import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.listener.TlsFiles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags for where the server listens and stores conversations.
public final class ServerOptions {
    @Option(
            names = "--host",
            paramLabel = "<host>",
            defaultValue = "0.0.0.0",
            converter = Converters.Host.class,
            description = "Address or name of the interface to listen on.")
    String host;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "8090",
            description = "Port of pages, scripts and WebSockets; 0 takes a free one.")
    @Bounds(from = "0", to = "65535")
    int port;

    @Mixin private final TlsOptions tls = new TlsOptions();

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--retention",
            converter = Converters.DurationOrNone.class,
            description =
                    "How long conversations are kept after their last event, as in 180d; "
                            + "{bounds}. For ever where none is given.")
    @Bounds(from = "1h", to = "36500d")
    @Nullable Duration retention;

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /// Null for plain HTTP.
    ///
    /// @throws io.jims.server.SettingException if the files are no certificate and its key
    public @Nullable TlsFiles tls(Given given) {
        return tls.settings(given);
    }

    public DatabaseOptions database() {
        return database;
    }

    /// Null to keep conversations for ever.
    public @Nullable Duration retention() {
        return retention;
    }
}
