package io.jims.server;

import io.jims.app.LoadedApp;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.lifecycle.Lifecycle;
import io.jims.observe.RunObserver;
import io.jims.operator.OperatorSettings;
import io.jims.operator.webhook.WebhookSettings;
import io.jims.store.ThreadStore;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.sql.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Starts the parts that use files and ports. Every method throws if its part does not start.
public interface Parts {
    /// Handles SIGHUP, which otherwise ends a process, by reloading what changes outside of it.
    /// Called before anything starts.
    default void heedHangup() {}

    ThreadStore openStore(Settings settings);

    /// Opens a server's database, for a subcommand.
    ThreadArchive openArchive(String url, StoreOptions options);

    /// Copies a SQLite database into a new file.
    void backUp(String url, Path target);

    /// Copies a whole database into an empty one.
    ///
    /// @param progress called from time to time with the number of conversations done
    /// @return the size of the copy
    ArchiveTotals copy(String from, String to, LongConsumer progress);

    Lifecycle startLifecycle(Settings settings, ThreadStore store);

    Metrics startMetrics(Settings settings, ThreadStore store, LoadedApp app);

    /// Starts the widget's server.
    ///
    /// @param guards check messages and answers before they are stored
    Server startServer(
            Settings settings, ThreadStore store, PipelineExecutor pipelines, Guards guards);

    /// Starts the operator's listener on the opened store.
    Operator startOperator(OperatorSettings settings);

    /// Starts the webhook on the opened store.
    ///
    /// @return stops it
    AutoCloseable startWebhook(WebhookSettings settings);

    /// Starts to delete old conversations of the store regularly.
    ///
    /// @return stops it
    AutoCloseable startRetention(Duration kept);

    /// The running metrics endpoint.
    ///
    /// @param stop stops it
    record Metrics(RunObserver runObserver, int port, Runnable stop) {}

    /// The running operator's listener.
    ///
    /// @param stop stops it
    record Operator(int port, Runnable stop) {}

    /// The running widget server.
    ///
    /// @param stop waits for answers in progress, then stops it
    record Server(int port, Runnable stop) {}
}
