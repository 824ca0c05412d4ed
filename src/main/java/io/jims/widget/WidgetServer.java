package io.jims.widget;

import io.jims.admission.Admission;
import io.jims.admission.token.Identification;
import io.jims.conversation.AnswerWorkers;
import io.jims.conversation.Answerer;
import io.jims.conversation.ConversationFactory;
import io.jims.conversation.Conversations;
import io.jims.conversation.Handoffs;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.Recovery;
import io.jims.conversation.ReplicaWatch;
import io.jims.conversation.StoreOutage;
import io.jims.conversation.ThreadFiles;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.work.Workers;
import io.jims.core.PageAction;
import io.jims.lifecycle.Texts;
import io.jims.listener.HttpListener;
import io.jims.listener.OpenFiles;
import io.jims.observe.Metric;
import io.jims.observe.Tracer;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.upload.UploadDirectory;
import io.jims.upload.UploadSettings;
import io.jims.upload.UploadSweep;
import io.jims.upload.UploadedFile;
import io.jims.upload.Uploads;
import io.jims.widget.http.PublicPort;
import io.jims.widget.http.Routes;
import io.jims.widget.http.StaticAssets;
import io.jims.widget.http.UploadRoutes;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.session.ChatEndpoint;
import io.jims.widget.session.ChatFailures;
import io.jims.widget.session.ChatLimits;
import io.jims.widget.session.ChatServices;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.SocketSettings;
import io.jims.widget.socket.SocketUpgrader;
import io.jims.widget.socket.Sockets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The widget's web server: the chat socket, the script, the demo page and the health check. Safe
/// for all threads.
public final class WidgetServer {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    /// The share of the heap for histories.
    private static final int HEAP_SHARE = 4;

    private final Limits limits;
    private final ConnectionLimits connections;
    private final Sockets sockets;
    private final Workers workers = new Workers();
    private final MessageCounts counts = new MessageCounts();
    private final Admission admission;
    private final Tracer tracer;
    private final HistoryCache history;
    private final Conversations conversations;
    private final StoreOutage outage;
    private final Answerer answerer;
    private final AnswerWorkers answers;
    private final Recovery recovery;
    private final StaticAssets assets = new StaticAssets();
    private final ReplicaWatch replicas;
    private final Handoffs handoffs;
    private final Identification identification;
    private final @Nullable Uploads uploads;
    private final @Nullable UploadSweep sweep;
    private final HttpListener listener;

    private WidgetServer(
            ServerSettings settings,
            ThreadStore store,
            PipelineExecutor pipelines,
            Guards guards,
            Tracer tracer,
            Supplier<Texts> texts,
            InstantSource clock,
            Runnable whenGone) {
        this.limits = settings.limits();
        this.tracer = tracer;
        this.connections = ConnectionLimits.of(limits.sockets(), OpenFiles.max());
        this.sockets = new Sockets(connections.sockets());
        this.admission = new Admission(settings.quotas(), pipelines.maxConcurrent(), store, clock);
        this.history = history(settings);
        UploadSettings files = settings.uploads();
        this.uploads = files == null ? null : Uploads.open(files, store.dailyCounts(), clock);
        this.conversations =
                new Conversations(
                        store,
                        new ConversationFactory(
                                store,
                                admission,
                                tracer,
                                history,
                                limits.waitingMessages(),
                                guards));
        this.outage = new StoreOutage(store, workers);
        this.answerer =
                new Answerer(
                        pipelines,
                        admission,
                        outage,
                        guards,
                        settings.pageActions(),
                        settings.handoff(),
                        filesIn(uploads));
        this.answers = new AnswerWorkers(conversations, answerer, workers, counts, outage);
        this.recovery = new Recovery(store, conversations, answers);
        this.replicas = new ReplicaWatch(conversations, recovery, store.replicas(), workers);
        this.handoffs = new Handoffs(conversations, answers, store.replicas());
        this.identification = new Identification(settings.access().tokens());
        this.sweep =
                uploads == null
                        ? null
                        : new UploadSweep(
                                uploads.directory(),
                                thread -> store.find(thread).isPresent(),
                                clock);
        this.listener = listener(settings, texts, whenGone);
    }

    /// Starts to listen, and resumes the answers that an earlier process left pending when it died.
    ///
    /// @param texts the widget's words, read at every welcome
    /// @throws io.jims.store.StoreException if the store cannot be read, unless other servers share
    ///   it, see [Recovery#start]
    /// @throws java.io.UncheckedIOException if the address cannot be bound
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineExecutor pipelines,
            Tracer tracer,
            Supplier<Texts> texts) {
        return start(
                settings,
                store,
                pipelines,
                Guards.NONE,
                tracer,
                texts,
                InstantSource.system(),
                () -> {});
    }

    /// Starts with another clock for limits and quotas, without traces.
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineExecutor pipelines,
            Supplier<Texts> texts,
            InstantSource clock) {
        return start(settings, store, pipelines, Guards.NONE, Tracer.NONE, texts, clock, () -> {});
    }

    /// Starts with the built-in words, without traces.
    public static WidgetServer start(
            ServerSettings settings, ThreadStore store, PipelineExecutor pipelines) {
        return start(settings, store, pipelines, Tracer.NONE, () -> Texts.NONE);
    }

    /// Starts with a callback for a port that is lost without a stop.
    ///
    /// @param guards check messages and answers before they are stored
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineExecutor pipelines,
            Guards guards,
            Tracer tracer,
            Supplier<Texts> texts,
            InstantSource clock,
            Runnable whenGone) {
        WidgetServer server =
                new WidgetServer(
                        settings, store, pipelines, guards, tracer, texts, clock, whenGone);
        try {
            server.admission.start();
            server.replicas.start();
            server.listener.start();
            server.recovery.start();
            if (server.sweep != null) {
                server.sweep.start();
            }
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    /// The port that it listens on.
    public int port() {
        return listener.port();
    }

    /// What people do in its conversations.
    public Handoffs handoffs() {
        return handoffs;
    }

    /// How many sockets are open now.
    public int openSockets() {
        return sockets.size();
    }

    /// Its metrics.
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(sockets.metrics());
        metrics.addAll(counts.metrics());
        metrics.addAll(assets.metrics());
        metrics.addAll(admission.metrics());
        metrics.addAll(history.metrics());
        metrics.addAll(listener.metrics());
        if (uploads != null) {
            metrics.addAll(uploads.metrics());
        }
        return metrics;
    }

    /// The visitors' files; empty if uploads are off.
    public Optional<UploadDirectory> uploads() {
        return Optional.ofNullable(uploads).map(Uploads::directory);
    }

    /// Reloads the secrets and keys for tokens.
    public void refresh() {
        identification.refresh();
    }

    /// Whether it accepts new visitors and messages: true until [#stop].
    public boolean isAccepting() {
        return !workers.draining();
    }

    /// Whether the port is closed, for whatever reason.
    public boolean isGone() {
        return !listener.isListening();
    }

    /// The open conversations, for followers without a socket.
    public Conversations conversations() {
        return conversations;
    }

    /// How many threads have open sockets now.
    int openConversations() {
        return conversations.size();
    }

    /// Lets answers in progress end, sends a close frame (1001) to every client, then stops to
    /// listen.
    public void stop() {
        try {
            sockets.refuseNew();
            workers.drain(limits.drain());
            replicas.stop();
            sockets.closeAll(CloseCode.GOING_AWAY, "the server is shutting down");
            sockets.awaitEmpty(CLOSE_TIMEOUT);
            giveBackCounts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.close();
            listener.stop();
            if (sweep != null) {
                sweep.close();
            }
        }
    }

    private static ThreadFiles filesIn(@Nullable Uploads uploads) {
        return uploads == null
                ? ThreadFiles.NONE
                : (thread, file) ->
                        uploads.directory().find(thread, file).map(UploadedFile::path).orElse(null);
    }

    private static HistoryCache history(ServerSettings settings) {
        long most = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        return new HistoryCache(settings.historyEvents(), Math.min(settings.historyCache(), most));
    }

    private void giveBackCounts() {
        try {
            admission.budget().giveBack();
        } catch (StoreException e) {
            System.getLogger(WidgetServer.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "up to a hundredth of a daily quota is lost: " + e.getMessage());
        }
    }

    private HttpListener listener(
            ServerSettings settings, Supplier<Texts> texts, Runnable whenGone) {
        SocketUpgrader upgrader =
                new SocketUpgrader(
                        Routes.CHAT_PATH,
                        Set.of(JimsProtocol.NAME),
                        new ChatEndpoint(settings.access(), services(settings, texts)),
                        sockets,
                        new SocketSettings(
                                limits.frameBytes(), limits.pingInterval(), limits.writeTimeout()));
        return PublicPort.of(
                connections.listener(settings),
                upgrader,
                new Routes(
                        settings.access().origins(),
                        assets,
                        uploads == null
                                ? null
                                : new UploadRoutes(settings.access(), admission, uploads)),
                whenGone);
    }

    private ChatServices services(ServerSettings settings, Supplier<Texts> texts) {
        return new ChatServices(
                conversations,
                answerer,
                answers,
                identification,
                workers,
                counts,
                new ChatLimits(
                        limits.messageCharacters(),
                        limits.waitingMessages(),
                        settings.feedback(),
                        settings.pageActions().stream()
                                .map(PageAction::name)
                                .collect(Collectors.toSet()),
                        settings.handoff()),
                admission,
                new ChatFailures(outage),
                uploads,
                tracer,
                texts);
    }
}
