package io.jims.listener;

import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import io.jims.observe.RareLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Listens on a TCP port and serves each connection on a virtual thread of its own. Continues when
/// `accept` fails for a while, such as when the process is out of file descriptors. Safe for all
/// threads.
public final class HttpListener {
    private static final Logger LOGGER = System.getLogger(HttpListener.class.getName());

    private static final int BACKLOG = 4_096;

    /// The kernel's receive buffer for a client that sends faster than it is read; the default
    /// would be megabytes.
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);
    private static final Duration MIN_AGE = Duration.ofSeconds(1);

    /// How long a stop waits for responses in progress.
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ListenerSettings settings;
    private final ListenerSettings.Http http;
    private final ListenerContext context;
    private final Router router;
    private final PlainConnections plain;
    private final Connections connections = new Connections();
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final LongAdder badRequests = new LongAdder();
    private final RareLine failures = new RareLine(LOGGER, Level.WARNING);
    private final ServerSocketChannel server;
    private final Runnable whenGone;

    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile boolean stopping;
    private volatile boolean listening;
    private volatile @Nullable SSLSocketFactory tls;
    private @Nullable CertificateReload certificate;
    private @Nullable ConnectionWatch watch;

    /// @param config how Helidon handles requests and errors
    /// @param upgraders by the value of `Upgrade`
    /// @param whenGone called if the port is lost without a stop
    /// @throws UncheckedIOException if the process has no files left
    public HttpListener(
            ListenerSettings settings,
            WebServerConfig config,
            Http1Config.Builder http1,
            Map<String, Http1Upgrader> upgraders,
            HttpRouting.Builder routing,
            Runnable whenGone) {
        this(settings, config, http1, upgraders, routing, whenGone, openChannel(), MIN_AGE);
    }

    /// @param server not yet bound
    /// @param minAge how long a connection must have waited before another one may replace it
    HttpListener(
            ListenerSettings settings,
            WebServerConfig config,
            Http1Config.Builder http1,
            Map<String, Http1Upgrader> upgraders,
            HttpRouting.Builder routing,
            Runnable whenGone,
            ServerSocketChannel server,
            Duration minAge) {
        this.settings = settings;
        this.server = server;
        this.whenGone = whenGone;
        this.context = new HelidonContext(config);
        this.router = Router.builder().addRouting(routing.addFilter(new WholeBody())).build();
        this.plain =
                new PlainConnections(
                        settings.connections(),
                        settings.proxyProtocol() ? settings.connections() : settings.perAddress(),
                        settings.proxies(),
                        minAge);
        this.http =
                new ListenerSettings.Http(
                        Http1ConnectionSelector.builder()
                                .config(
                                        http1.maxHeadersSize(
                                                        2 * RequestReader.MAX_HEADERS) // ours count
                                                .addSendListener(new ResponseListener())
                                                .build())
                                .upgraders(upgraders)
                                .build(),
                        requests(config.maxConcurrentRequests()));
    }

    /// Binds the address and begins to accept.
    ///
    /// @throws UncheckedIOException if the address cannot be bound
    public void start() {
        TlsFiles files = settings.tls();
        if (files != null) {
            tls = files.tls().sslContext().getSocketFactory();
        }
        bind();
        router.beforeStart();
        listening = true;
        watch = new ConnectionWatch(open, settings.idleTimeout());
        Thread.ofPlatform().name("accept " + port()).start(this::accept);
        if (files != null) {
            certificate =
                    new CertificateReload(
                            files, fresh -> tls = fresh.sslContext().getSocketFactory());
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.socket().getLocalPort();
    }

    /// Whether it accepts new connections; if those fail for lack of file descriptors, after the
    /// retry.
    public boolean isListening() {
        return listening && server.isOpen();
    }

    /// The state of its connections, for the metrics.
    public List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.CONNECTIONS_OPEN, open::size),
                Metric.of(MetricName.BAD_REQUESTS, badRequests::sum));
    }

    /// Closes the port; responses in progress get half a second before all connections are closed.
    /// The kernel refuses later clients, so that a proxy can try the next server.
    public void stop() {
        stopping = true;
        boolean begun = listening;
        listening = false;
        close(server);
        if (begun) {
            awaitAccept();
        }
        if (certificate != null) {
            certificate.close();
        }
        if (watch != null) {
            watch.close();
        }
        open.stream().filter(HttpConnection::isWaiting).forEach(HttpConnection::cut);
        awaitAnswers();
        open.forEach(HttpConnection::cut);
        router.afterStop();
    }

    private static Limit requests(int max) {
        return max < 1 ? FixedLimit.create() : FixedLimit.builder().permits(max).build();
    }

    private static ServerSocketChannel openChannel() {
        try {
            return ServerSocketChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bind() {
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            server.bind(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        } catch (IOException | RuntimeException e) {
            close(server);
            throw new UncheckedIOException(
                    String.valueOf(e.getMessage()),
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private void accept() {
        int port = port();
        AcceptFailures failed = new AcceptFailures(port);
        try {
            while (server.isOpen()) {
                try {
                    SocketChannel client = server.accept();
                    failed.end();
                    if (stopping) {
                        close(client);
                        return;
                    }
                    serve(client);
                } catch (IOException e) {
                    if (server.isOpen()) {
                        failed.begin(e);
                        plain.displaceOne(connection -> true);
                        Thread.sleep(ACCEPT_PAUSE);
                    }
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "the thread that accepts connections ended", e);
        } finally {
            listening = false;
            close(server);
            ended.countDown();
            if (!stopping) {
                LOGGER.log(Level.ERROR, "port " + port + " is not listened on any more");
                whenGone.run();
            }
        }
    }

    private void serve(SocketChannel client) {
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            HttpConnection connection = new HttpConnection(connections, client);
            if (plain.enter(connection)) {
                open.add(connection);
                Thread.startVirtualThread(connection::serve);
                return;
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "A client was gone before its connection was set up", e);
        }
        close(client);
    }

    /// The kernel keeps the port open until the thread in `accept` has left it, a moment after the
    /// channel was closed.
    private void awaitAccept() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswers() {
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOGGER.log(Level.DEBUG, "Closing what was closed already", e);
        }
    }

    private final class Connections implements HttpConnection.Port {
        @Override
        public ListenerSettings settings() {
            return settings;
        }

        @Override
        public ListenerSettings.Http http() {
            return http;
        }

        @Override
        public ListenerContext context() {
            return context;
        }

        @Override
        public Router router() {
            return router;
        }

        @Override
        public @Nullable SSLSocketFactory tls() {
            return tls;
        }

        @Override
        public String id() {
            return "port " + port();
        }

        @Override
        public void leave(HttpConnection connection) {
            plain.leave(connection);
        }

        @Override
        public void ended(HttpConnection connection) {
            plain.leave(connection);
            open.remove(connection);
        }

        @Override
        public void answered(
                HttpConnection connection, @Nullable RequestHead request, Status status) {
            if (connection.isRefused()) {
                badRequests.increment();
            }
            if (settings.isLogged() && AccessLog.isOn()) {
                InetSocketAddress peer = (InetSocketAddress) connection.remotePeer().address();
                AccessLog.write(
                        settings.proxies()
                                .clientOf(
                                        peer.getAddress(),
                                        request == null
                                                ? List.of()
                                                : request.values("x-forwarded-for"),
                                        request == null ? List.of() : request.values("forwarded")),
                        request,
                        status.code());
            }
        }

        @Override
        public void failed(Throwable fault) {
            failures.log("a connection failed", fault);
        }
    }
}
