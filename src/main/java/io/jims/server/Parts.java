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

/// Starts the parts that hold files and ports. Every method throws if its part does not start.
public interface Parts {
    /// Begins to heed SIGHUP, which ends a process otherwise: what changes outside is then looked
    /// at again. Called before anything starts.
    default void heedHangup() {}

    ThreadStore openStore(Settings settings);

    /// Opens what a server keeps, for a subcommand.
    ThreadArchive openArchive(String url, StoreOptions options);

    /// Copies a SQLite database into a file that does not exist yet.
    void backUp(String url, Path target);

    /// Copies all that a database has into an empty one.
    ///
    /// @param progress told now and then how many conversations have been seen to
    /// @return what there is
    ArchiveTotals copy(String from, String to, LongConsumer progress);

    Lifecycle startLifecycle(Settings settings, ThreadStore store);

    Metrics startMetrics(Settings settings, ThreadStore store, LoadedApp app);

    /// Serves the widget.
    ///
    /// @param guards see what is said before it is stored
    Server startServer(
            Settings settings, ThreadStore store, PipelineExecutor pipelines, Guards guards);

    /// Lets the operator see conversations, of the store that was opened.
    Operator startOperator(OperatorSettings settings);

    /// Begins to tell another system of what the store that was opened has.
    ///
    /// @return ends it
    AutoCloseable startWebhook(WebhookSettings settings);

    /// Begins to delete old conversations of the store, regularly.
    ///
    /// @return ends it
    AutoCloseable startRetention(Duration kept);

    /// The running metrics endpoint.
    ///
    /// @param stop ends it
    record Metrics(RunObserver runObserver, int port, Runnable stop) {}

    /// The running operator's listener.
    ///
    /// @param stop ends it
    record Operator(int port, Runnable stop) {}

    /// The running widget server.
    ///
    /// @param stop lets answers under way end, then ends it
    record Server(int port, Runnable stop) {}
}
