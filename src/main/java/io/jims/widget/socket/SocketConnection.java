package io.jims.widget.socket;

import io.helidon.webserver.ConnectionContext;
import io.jims.core.Span;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// One open WebSocket. Its own virtual thread only reads, so that pings, closes and lost
/// connections are noticed while an answer is in progress; writing is safe for all threads.
final class SocketConnection implements Runnable, WatchedSocket {
    private static final Logger LOGGER = System.getLogger(SocketConnection.class.getName());

    /// Messages that may have been in transit when we closed; above that, the connection is cut
    /// without reading the rest.
    private static final int MAX_SENT_AFTER_CLOSE = 100;

    private final ConnectionContext context;
    private final SocketEndpoint.Guest guest;
    private final Span trace;
    private final Sockets sockets;
    private final FrameReader frames;
    private final MessageReader messages;
    private final FrameWriter writer;

    private final long pingIntervalNanos;
    private long pingedAt;
    private int sentAfterClose;

    SocketConnection(
            ConnectionContext context,
            SocketEndpoint.Guest guest,
            Span trace,
            Sockets sockets,
            SocketSettings settings) {
        this.context = context;
        this.guest = guest;
        this.trace = trace;
        this.sockets = sockets;
        this.frames =
                new FrameReader(
                        context.dataReader(), settings.maxMessageBytes(), settings.pingInterval());
        this.messages =
                new MessageReader(frames, settings.maxMessageBytes(), settings.pingInterval());
        this.pingIntervalNanos = settings.pingInterval().toNanos();
        this.pingedAt = frames.heardAt();
        this.writer = new FrameWriter(context.dataWriter(), settings.writeTimeout(), this::abort);
    }

    /// Serves the connection until it ends, for whatever reason.
    @Override
    public void run() {
        SocketHandler handler = null;
        sockets.add(this);
        try {
            handler = guest.open(this);
            serve(handler);
        } catch (ConnectionLostException e) {
            LOGGER.log(Level.DEBUG, "Connection ended: {0}", e.getMessage());
        } catch (RuntimeException | Error e) {
            sockets.failures().log("Connection failed", e);
            writer.close(CloseCode.INTERNAL_ERROR.number(), "internal error");
        } finally {
            writer.end();
            sockets.remove(this);
            guest.leave();
            closeHandler(handler);
        }
    }

    @Override
    public Span trace() {
        return trace;
    }

    @Override
    public boolean send(String text) {
        return writer.text(text);
    }

    @Override
    public void close(CloseCode code, String reason) {
        writer.close(code.number(), reason);
    }

    @Override
    public void check(long now) {
        long heardAt = frames.heardAt();
        boolean pinged = pingedAt - heardAt > 0;
        if (writer.isOverdue(now) || (pinged && now - pingedAt > pingIntervalNanos)) {
            abort();
        } else if (!pinged && now - heardAt > pingIntervalNanos) {
            pingedAt = now;
            Thread.startVirtualThread(writer::ping); // may have to wait for its turn to write
        }
    }

    /// Closes the connection, which ends any read or write. Safe for all threads.
    @Override
    public void abort() {
        writer.end();
        try {
            context.serverSocket().close();
        } catch (RuntimeException e) { // Helidon wraps what the socket threw
            LOGGER.log(Level.DEBUG, "Closing a connection that was gone already", e);
        }
    }

    private void serve(SocketHandler handler) {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = serveNext(handler);
            }
        } catch (WebSocketException e) {
            writer.close(e.code().number(), e.reason());
            frames.awaitClose(); // closing with unread data would reset the connection and lose
            // the close frame
        }
    }

    /// False once the client has closed the connection.
    private boolean serveNext(SocketHandler handler) {
        switch (messages.read()) {
            case Message.Text(String text) -> {
                if (writer.isOpen()) {
                    handler.onText(text);
                } else if (++sentAfterClose > MAX_SENT_AFTER_CLOSE) {
                    throw new ConnectionLostException("the client goes on after our close frame");
                }
            }
            case Message.Ping(byte[] payload) -> writer.pong(payload);
            case Message.Pong() -> {}
            case Message.Close(int code) -> {
                writer.close(code, "");
                return false;
            }
        }
        return true;
    }

    private void closeHandler(@Nullable SocketHandler handler) {
        if (handler == null) {
            return;
        }
        try {
            handler.onClosed();
        } catch (RuntimeException | Error e) {
            sockets.failures().log("Ending a connection failed", e);
        }
    }
}
