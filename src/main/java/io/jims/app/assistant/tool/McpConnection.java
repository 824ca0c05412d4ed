package io.jims.app.assistant.tool;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.app.assistant.wire.ProviderMessage;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The connection to one MCP server. It is opened in the background, and again when it is lost; an
/// answer waits only a moment for it, and is then given without its tools. Safe for all threads.
final class McpConnection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(McpConnection.class.getName());

    /// The SDK's words for it.
    private static final String SESSION_LOST = "session with server terminated";

    /// How long an answer waits for a server that is just being connected to.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// How long a server that failed is left alone.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final McpServer server;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable McpSyncClient client;
    private List<McpSchema.Tool> tools = List.of();
    private boolean connecting;
    private boolean closed;
    private long restUntil = System.nanoTime();

    /// Connects to nothing yet.
    ///
    /// @param timeout how long one step may take
    McpConnection(McpServer server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
        if (server instanceof McpServer.Remote remote && remote.isOpenToEavesdroppers()) {
            LOG.log(
                    WARNING,
                    "MCP server {0}: its token is sent without encryption; use https where others"
                            + " may listen (--mcp)",
                    server);
        }
    }

    /// Begins to connect, and returns at once.
    void connectSoon() {
        lock.lock();
        try {
            boolean due = System.nanoTime() - restUntil >= 0;
            if (client == null && !connecting && !closed && due) {
                connecting = true;
                Thread.ofVirtual().name("mcp " + server).start(this::connect);
            }
        } finally {
            lock.unlock();
        }
    }

    /// What the server offers; nothing while it is down.
    List<McpSchema.Tool> tools() throws InterruptedException {
        connectSoon();
        lock.lockInterruptibly();
        try {
            long left = PATIENCE.toNanos();
            while (client == null && connecting && left > 0) {
                left = changed.awaitNanos(left);
            }
            return client == null ? List.of() : tools;
        } finally {
            lock.unlock();
        }
    }

    /// Calls a tool; once more where the first request has certainly not reached the server.
    ///
    /// @throws ToolException if the server refuses, or does not answer in time
    McpSchema.CallToolResult call(String tool, Map<String, Object> arguments)
            throws InterruptedException {
        McpSchema.CallToolRequest request =
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
        try {
            return send(request);
        } catch (LostException e) {
            lock.lockInterruptibly();
            try {
                restUntil = System.nanoTime();
            } finally {
                lock.unlock();
            }
            tools();
            return send(request);
        }
    }

    @Override
    public void close() {
        McpSyncClient old;
        lock.lock();
        try {
            closed = true;
            old = client;
            client = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (old != null) {
            close(old);
        }
    }

    @Override
    public String toString() {
        return server.toString();
    }

    private McpSchema.CallToolResult send(McpSchema.CallToolRequest request)
            throws InterruptedException {
        McpSyncClient present = present();
        try {
            return present.callTool(request);
        } catch (McpError e) { // the server's own words; the connection is well
            throw new ToolException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            if (Thread.interrupted() || has(e, InterruptedException.class)) {
                InterruptedException interrupted = new InterruptedException("the run was ended");
                interrupted.initCause(e);
                throw interrupted;
            }
            drop(present, e);
            boolean unsent = has(e, ConnectException.class) || isSessionLost(e);
            String reason = "the MCP server " + server + " did not answer: " + reason(e);
            throw unsent ? new LostException(reason, e) : new ToolException(reason, e);
        }
    }

    private McpSyncClient present() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            McpSyncClient present = client;
            if (present == null) {
                throw new ToolException("the MCP server " + server + " is not there", null);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private void connect() {
        McpSyncClient next = null;
        List<McpSchema.Tool> found = List.of();
        try {
            next = open();
            next.initialize();
            found = List.copyOf(next.listTools().tools());
            LOG.log(INFO, "MCP server {0}: {1} tools (--mcp)", server, found.size());
        } catch (RuntimeException e) {
            LOG.log(
                    WARNING,
                    "MCP server {0} is not there, answers do without its tools: {1} (--mcp,"
                            + " --mcp-timeout)",
                    server,
                    reason(e));
            if (next != null) {
                close(next);
                next = null;
            }
        }
        finish(next, found);
    }

    private void finish(@Nullable McpSyncClient next, List<McpSchema.Tool> found) {
        boolean late;
        lock.lock();
        try {
            connecting = false;
            late = closed;
            if (next == null) {
                restUntil = System.nanoTime() + PAUSE.toNanos();
            } else if (!late) {
                client = next;
                tools = found;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (late && next != null) {
            close(next);
        }
    }

    private McpSyncClient open() {
        return McpClient.sync(McpTransport.to(server, timeout))
                .requestTimeout(timeout)
                .initializationTimeout(timeout)
                .clientInfo(McpSchema.Implementation.builder("jims-widget", "1").build())
                .jsonSchemaValidator(new AnyForm())
                .toolsChangeConsumer(this::offer)
                .build();
    }

    /// The server has other tools now.
    private void offer(List<McpSchema.Tool> other) {
        lock.lock();
        try {
            tools = List.copyOf(other);
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // this connection, or one that was made since
    private void drop(McpSyncClient lost, RuntimeException reason) {
        lock.lock();
        try {
            if (client == lost) {
                client = null;
            }
        } finally {
            lock.unlock();
        }
        LOG.log(WARNING, "MCP server {0} is lost: {1} (--mcp)", server, reason(reason));
        Thread.ofVirtual().name("mcp end " + server).start(() -> close(lost));
    }

    private void close(McpSyncClient old) {
        try {
            old.closeGracefully();
        } catch (RuntimeException e) { // it may be gone already
            LOG.log(DEBUG, "MCP server " + server, e);
        }
    }

    /// A restarted server does not know the session, and so has done nothing.
    private boolean isSessionLost(Throwable failure) {
        return server instanceof McpServer.Remote && reason(failure).contains(SESSION_LOST);
    }

    private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof McpHttpClientTransportAuthorizationException) {
                return "it wants another token (--mcp-token, --mcp-headers-file)";
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage();
        return text == null
                ? root.getClass().getSimpleName()
                : ProviderMessage.of(text).substring(2);
    }

    /// The request has not reached the server.
    private static final class LostException extends ToolException {
        private static final long serialVersionUID = 1;

        LostException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The model gets results in any form.
    private static final class AnyForm implements JsonSchemaValidator {
        @Override
        public ValidationResponse validate(Map<String, Object> schema, Object content) {
            return ValidationResponse.asValid(Objects.toString(content));
        }
    }
}
