package io.jims.listener;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketWriter;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.jims.admission.address.ClientAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One client connection, from its first byte until its file descriptor is free. One virtual thread
/// at a time serves it; [#cut] and the getters are safe for all threads.
public final class HttpConnection
        implements ConnectionContext, RequestReader.Listening, ConnectionWatch.Watched {
    private static final Logger LOGGER = System.getLogger(HttpConnection.class.getName());

    /// How long and how far the input of a refused client is drained: closing with unread input
    /// would destroy the response on its way.
    private static final int MAX_DISCARDED = 1 << 20;

    private static final Duration MAX_CLOSING = Duration.ofSeconds(2);

    /// Bytes after which the idle timeout starts again: a large body may take long, but not for
    /// ever.
    private static final int PORTION = 128 * 1024;

    private final Port port;
    private final SocketChannel channel;
    private final InetSocketAddress peer;
    private final String id;

    private @Nullable ClosingSocket socket;
    private @Nullable SSLSocket secured;
    private @Nullable DataReader reader;
    private @Nullable SocketWriter writer;
    private @Nullable RequestReader incoming;
    private @Nullable RequestHead head;
    private @Nullable Runnable conversation;
    private boolean refused;

    private long passed;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean waiting = true;
    private volatile boolean upgraded;
    private volatile boolean closing;
    private volatile boolean answered;
    private boolean bodiless;

    HttpConnection(Port port, SocketChannel channel) throws IOException {
        this.port = port;
        this.channel = channel;
        this.peer = (InetSocketAddress) channel.getRemoteAddress();
        this.id = "0x" + HexFormat.of().toHexDigits(System.identityHashCode(channel));
    }

    /// The connection becomes a WebSocket, which has its own bounds and its own watch.
    public void becomeSocket() {
        upgraded = true;
        reader = DataReader.create(incoming().becomeRaw());
        port.leave(this);
        answered(Status.SWITCHING_PROTOCOLS_101);
    }

    /// Serves the WebSocket to the connection's end. Starts when Helidon has returned, on a new
    /// thread, so that the heap and stack that HTTP needed are not kept for hours by each open
    /// page.
    public void handOver(Runnable conversation) {
        this.conversation = conversation;
        head = null;
        incoming = null;
    }

    /// Interrupts a read or write.
    @Override
    public void cut() {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "Closing a connection that was gone already", e);
        }
    }

    /// The other end of the TCP connection.
    InetAddress peerAddress() {
        return peer.getAddress();
    }

    /// The client's address for limits.
    String network() {
        return new ClientAddress(peerAddress()).network();
    }

    /// The `System.nanoTime` when the last request arrived or was answered.
    long heardAt() {
        return heardAt;
    }

    /// Whether it is waiting for a request, or for the rest of one.
    boolean isWaiting() {
        return waiting;
    }

    /// Whether it has been silent, or closing, for too long. A WebSocket has its own watch.
    @Override
    public boolean isOverdue(long now, Duration idleTimeout) {
        if (upgraded && !closing) {
            return false;
        }
        return now - heardAt > (closing ? MAX_CLOSING : idleTimeout).toNanos();
    }

    /// Serves the connection until it ends or has become a WebSocket, which another thread serves.
    void serve() {
        try {
            open();
            port.http().selector().connection(this).handle(port.http().requests());
            Runnable handedOver = conversation;
            if (handedOver != null) {
                Thread.ofVirtual().name(name()).start(() -> converse(handedOver));
                return;
            }
            closeInPeace();
        } catch (IOException | UncheckedIOException | CloseConnectionException e) {
            LOGGER.log(Level.DEBUG, "Connection ended: {0}", e.getMessage());
            closeTls();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            port.failed(e);
        }
        end();
    }

    private void converse(Runnable handedOver) {
        try {
            handedOver.run();
            closeTls();
        } catch (RuntimeException | Error e) {
            port.failed(e);
        } finally {
            end();
        }
    }

    private void end() {
        port.ended(this);
        cut();
    }

    private String name() {
        return "[" + id + "] connection";
    }

    private void open() throws IOException {
        InetSocketAddress told =
                port.settings().proxyProtocol()
                        ? ProxyHeader.read(channel.socket().getInputStream())
                        : null;
        SSLSocketFactory tls = port.tls();
        ClosingSocket opened =
                new ClosingSocket(
                        tls == null ? channel.socket() : secure(tls),
                        channel,
                        new ClientPeer(told == null ? peer : told),
                        id,
                        port.id(),
                        this::hasPassed);
        RequestReader cutIntoRequests = new RequestReader(() -> receive(opened), this);
        socket = opened;
        incoming = cutIntoRequests;
        reader = DataReader.create(cutIntoRequests);
        writer = SocketWriter.create(executor(), opened, 0, false);
        Thread.currentThread().setName(name());
    }

    private SSLSocket secure(SSLSocketFactory tls) throws IOException {
        SSLSocket secure = (SSLSocket) tls.createSocket(channel.socket(), null, false);
        secure.setUseClientMode(false);
        secure.setHandshakeApplicationProtocolSelector(
                (self, offered) -> offered.contains("http/1.1") ? "http/1.1" : null);
        secure.startHandshake();
        secured = secure;
        return secure;
    }

    private byte @Nullable [] receive(ClosingSocket opened) {
        byte[] piece = read(opened);
        if (piece != null) {
            hasPassed(piece.length);
        }
        return piece;
    }

    /// Called when bytes of a request or response were transferred; on the connection's own thread,
    /// until it is a WebSocket.
    private void hasPassed(int bytes) {
        if (waiting || closing || upgraded) {
            return;
        }
        passed += bytes;
        if (passed >= PORTION) {
            passed = 0;
            heardAt = System.nanoTime();
        }
    }

    private static byte @Nullable [] read(ClosingSocket socket) {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the connection failed", e);
        }
    }

    /// Lets a client that is still sending read the response.
    private void closeInPeace() throws IOException {
        closeTls();
        ClosingSocket opened = socket;
        if (opened == null || upgraded || !incoming().isInterrupted() || !channel.isOpen()) {
            return;
        }
        channel.shutdownOutput();
        int discarded = 0;
        for (byte[] piece = read(opened);
                piece != null && discarded < MAX_DISCARDED;
                piece = read(opened)) {
            discarded += piece.length;
        }
    }

    /// Sends TLS's close_notify, too.
    private void closeTls() {
        heardAt = System.nanoTime();
        closing = true;
        SSLSocket opened = secured;
        if (opened == null || !channel.isOpen()) {
            return;
        }
        try {
            opened.shutdownOutput();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "Closing a connection that was gone already", e);
        }
    }

    @Override
    public void awaiting() {
        heardAt = System.nanoTime();
        waiting = true;
        answered = false;
        head = null;
        refused = false;
    }

    @Override
    public void begun(RequestHead request) {
        heardAt = System.nanoTime();
        waiting = false;
        head = request;
    }

    @Override
    public void refused(RequestHead remains) {
        head = remains;
        refused = true;
    }

    /// Whether the input was not an HTTP request.
    boolean isRefused() {
        return refused || head == null;
    }

    @Override
    public boolean isAnswered() {
        return answered;
    }

    /// Called before a response is written.
    void answered(Status status) {
        answered = true;
        bodiless =
                status.code() == Status.NO_CONTENT_204.code()
                        || status.code() == Status.NOT_MODIFIED_304.code();
        port.answered(this, head, status);
    }

    /// Whether the response has neither a body nor a length.
    boolean isBodiless() {
        return bodiless;
    }

    private RequestReader incoming() {
        return Objects.requireNonNull(incoming, "not open yet");
    }

    @Override
    public ListenerContext listenerContext() {
        return port.context();
    }

    @Override
    public ExecutorService executor() {
        return port.context().executor();
    }

    @Override
    public DataWriter dataWriter() {
        return Objects.requireNonNull(writer, "not open yet");
    }

    @Override
    public DataReader dataReader() {
        return Objects.requireNonNull(reader, "not open yet");
    }

    @Override
    public Router router() {
        return port.router();
    }

    @Override
    public HelidonSocket serverSocket() {
        return Objects.requireNonNull(socket, "not open yet");
    }

    @Override
    public PeerInfo remotePeer() {
        return serverSocket().remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return serverSocket().localPeer();
    }

    @Override
    public boolean isSecure() {
        return serverSocket().isSecure();
    }

    @Override
    public String socketId() {
        return port.id();
    }

    @Override
    public String childSocketId() {
        return id;
    }

    /// What a connection needs of its listener. Safe for all threads.
    interface Port {
        ListenerSettings settings();

        ListenerSettings.Http http();

        ListenerContext context();

        Router router();

        /// Null for plain HTTP.
        @Nullable SSLSocketFactory tls();

        String id();

        /// The connection has become a WebSocket or has ended.
        void leave(HttpConnection connection);

        void ended(HttpConnection connection);

        /// Called before a response is written.
        ///
        /// @param request null if the input was not a request
        void answered(HttpConnection connection, @Nullable RequestHead request, Status status);

        /// Logs a fault of ours; rate-limited, since a client that can cause one can cause many.
        void failed(Throwable fault);
    }
}
