package io.jims;

import io.jims.cli.Command;
import io.jims.logging.LogsUntilExit;
import io.jims.server.LiveParts;
import io.jims.server.Wiring;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Where the process begins.
public final class Main {
    private Main() {}

    /// Runs the command line; ends the process with 0, 1 for a start that failed, or 2 for a
    /// setting that is not allowed.
    public static void main(String[] arguments) {
        // Before the first logger is made, which settles the log manager.
        System.setProperty("java.util.logging.manager", LogsUntilExit.class.getName());
        Command command =
                new Command(
                        System.getenv(),
                        Path.of("").toAbsolutePath(),
                        System.out,
                        System.err,
                        new LiveParts(),
                        Main::untilSignalled);
        System.exit(command.run(List.of(arguments)));
    }

    /// SIGTERM and SIGINT start the JVM's shutdown, which waits for the hook.
    private static void untilSignalled(Wiring running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
        new CountDownLatch(1).await();
    }
}
