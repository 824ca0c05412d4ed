package io.jims.widget;

import io.jims.admission.Admission;
import io.jims.admission.token.Identification;
import io.jims.conversation.Conversations;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.PipelineRunner;
import io.jims.conversation.ReplicaWatch;
import io.jims.conversation.Workers;
import io.jims.lifecycle.Texts;
import io.jims.observe.Figure;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.widget.http.Listener;
import io.jims.widget.http.Routes;
import io.jims.widget.http.StaticAssets;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.session.ChatEndpoint;
import io.jims.widget.session.Chats;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.SocketSettings;
import io.jims.widget.socket.SocketUpgrader;
import io.jims.widget.socket.Sockets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The widget's web server: the chat socket, the script, the demo page and the health check. Safe
/// for all threads.
public final class WidgetServer {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Limits limits;
    private final Sockets sockets;
    private final Workers workers = new Workers();
    private final MessageCounts counts = new MessageCounts();
    private final Admission admission;
    private final Conversations conversations;
    private final StaticAssets assets = new StaticAssets();
    private final ReplicaWatch replicas;
    private final Listener listener;

    private WidgetServer(
            ServerSettings settings,
            ThreadStore store,
            PipelineRunner runner,
            Supplier<Texts> texts,
            InstantSource clock) {
        this.limits = settings.limits();
        this.sockets = new Sockets(limits.sockets());
        this.admission = new Admission(settings.quotas(), runner.maxConcurrent(), store, clock);
        this.conversations =
                new Conversations(
                        store,
                        runner,
                        workers,
                        counts,
                        admission,
                        settings.historyEvents(),
                        limits.waitingMessages());
        this.replicas = new ReplicaWatch(conversations, store, workers);
        this.listener = listener(settings, texts);
    }

    /// Starts listening, and takes up the answers that an earlier process owed when it died.
    ///
    /// @param texts the words of the widget, asked for at every welcome
    /// @throws io.jims.store.StoreException if the store cannot be read
    /// @throws java.io.UncheckedIOException if the address cannot be bound
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineRunner runner,
            Supplier<Texts> texts) {
        return start(settings, store, runner, texts, InstantSource.system());
    }

    /// The same with another clock, which limits and quotas go by.
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineRunner runner,
            Supplier<Texts> texts,
            InstantSource clock) {
        WidgetServer server = new WidgetServer(settings, store, runner, texts, clock);
        try {
            server.admission.start();
            server.replicas.start();
            server.listener.start();
            server.conversations.takeUpOwed();
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    /// The same with the built-in words.
    public static WidgetServer start(
            ServerSettings settings, ThreadStore store, PipelineRunner runner) {
        return start(settings, store, runner, () -> Texts.NONE);
    }

    /// The port that is listened on.
    public int port() {
        return listener.port();
    }

    /// How many sockets are open at present.
    public int openSockets() {
        return sockets.size();
    }

    /// What there is to know of it, for the metrics.
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(sockets.figures());
        figures.addAll(counts.figures());
        figures.addAll(assets.figures());
        figures.addAll(admission.figures());
        return figures;
    }

    /// Whether new visitors and messages are taken: true until [#stop].
    public boolean isAccepting() {
        return !workers.draining();
    }

    /// How many threads open sockets are having at present.
    int openConversations() {
        return conversations.size();
    }

    /// Lets answers under way end, says goodbye to every client (1001), then stops listening.
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
        }
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

    private Listener listener(ServerSettings settings, Supplier<Texts> texts) {
        SocketUpgrader upgrader =
                new SocketUpgrader(
                        Routes.CHAT_PATH,
                        Set.of(JimsProtocol.NAME),
                        new ChatEndpoint(
                                settings.access(),
                                new Chats(
                                        conversations,
                                        new Identification(settings.access().tokens()),
                                        workers,
                                        counts,
                                        limits,
                                        admission,
                                        texts)),
                        sockets,
                        new SocketSettings(
                                limits.frameBytes(), limits.pingInterval(), limits.writeTimeout()));
        return new Listener(
                new Listener.Settings(
                        settings.host(),
                        settings.port(),
                        settings.tls(),
                        limits.sockets(),
                        limits.pingInterval()),
                upgrader,
                new Routes(settings.access().origins(), assets));
    }
}
