package io.jims.cli.option.app;

import io.jims.app.python.PythonSettings;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import java.time.Duration;
import picocli.CommandLine.Option;

/// The flags for Python apps.
public final class PythonOptions {
    @Option(
            names = "--python",
            paramLabel = "<path>",
            defaultValue = "python3",
            converter = Converters.NonBlank.class,
            description =
                    "What runs a Python app, 3.12 or newer with jims-core: a virtual "
                            + "environment, an interpreter's path, or a command.")
    String python;

    @Option(
            names = "--python-workers",
            defaultValue = "1",
            description =
                    "Processes that host the app; each of them runs many answers at once; "
                            + "{bounds}.")
    @Bounds(from = "1", to = "256")
    int workers;

    @Option(
            names = "--python-start-timeout",
            defaultValue = "120s",
            description = "How long a process may take to load the app; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration startTimeout;

    @Option(
            names = "--python-stall-timeout",
            defaultValue = "60s",
            description =
                    "How long the app may block a process's event loop, which is then "
                            + "started again; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration stallTimeout;

    @Option(
            names = "--python-max-line-bytes",
            defaultValue = "16777216",
            description = "Longest event that a process may send; {bounds}.")
    @Bounds(from = "65536", to = "1024000000")
    int maxLineBytes;

    @Option(
            names = "--python-cache-events",
            defaultValue = "100000",
            description = "Events that a process keeps, of the threads that spoke last; {bounds}.")
    @Bounds(from = "1", to = "100000000")
    int cacheEvents;

    public PythonSettings settings(Given given) {
        return new PythonSettings(
                python,
                workers,
                startTimeout,
                stallTimeout,
                maxLineBytes,
                cacheEvents,
                given.environment().workingDirectory());
    }
}
