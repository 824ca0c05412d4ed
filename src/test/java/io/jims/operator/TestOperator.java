package io.jims.operator;

import io.helidon.webserver.http.HttpRouting;
import io.jims.admission.address.TrustedProxies;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.listener.TlsFiles;
import io.jims.operator.access.AdminToken;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.report.PriceList;
import io.jims.operator.thread.OperatorStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.SqlThreadStore;
import io.jims.testing.Await;
import io.jims.testing.TestServer;
import io.jims.upload.UploadDirectory;
import io.jims.widget.WidgetServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operator's listener on a database, and conversations in it.
public final class TestOperator implements AutoCloseable {
    public static final String TOKEN = OperatorClient.TOKEN;

    /// Prices that a binary fraction cannot hold.
    private static final PriceList PRICES =
            new PriceList(
                    "EUR",
                    Map.of(
                            "m1",
                            new PriceList.Price(
                                    new BigDecimal("0.1"),
                                    new BigDecimal("0.2"),
                                    new BigDecimal("0.01"))));

    private final SqlThreadStore store;
    private final WidgetServer chat;
    private final OperatorServer server;

    private TestOperator(SqlThreadStore store, WidgetServer chat, OperatorServer server) {
        this.store = store;
        this.chat = chat;
        this.server = server;
    }

    /// On a database of its own on loopback.
    public static TestOperator start(Path directory) {
        return start("sqlite:///" + directory.resolve("operator.db"));
    }

    /// On any database on loopback.
    public static TestOperator start(String database) {
        return start(database, "127.0.0.1", null, InstantSource.system());
    }

    public static TestOperator start(
            String database, String host, @Nullable TlsFiles tls, InstantSource clock) {
        return start(database, host, tls, clock, null);
    }

    /// @param files of visitors; null for none
    static TestOperator start(
            String database,
            String host,
            @Nullable TlsFiles tls,
            InstantSource clock,
            @Nullable UploadDirectory files) {
        return start(database, host, TOKEN, tls, clock, files, HttpRouting.builder());
    }

    /// @param routing that all addresses are put into
    static TestOperator start(
            String database,
            String host,
            String token,
            @Nullable TlsFiles tls,
            InstantSource clock,
            @Nullable UploadDirectory files,
            HttpRouting.Builder routing) {
        SqlThreadStore store = ThreadStores.open(database);
        WidgetServer chat = TestServer.start(TestServer::echo, store, HandoffRule.BY_VISITOR);
        OperatorServer server =
                OperatorServer.start(
                        new OperatorSettings(
                                host, 0, new AdminToken(token), tls, TrustedProxies.NONE, PRICES),
                        new OperatorStore(store, store, store.openIndex(), files),
                        chat.handoffs(),
                        chat.conversations(),
                        clock,
                        () -> {},
                        routing);
        return new TestOperator(store, chat, server);
    }

    public int port() {
        return server.port();
    }

    /// Of the visitors, on the same database.
    int chatPort() {
        return chat.port();
    }

    OperatorClient client() {
        return new OperatorClient(port());
    }

    SqlThreadStore store() {
        return store;
    }

    /// A new conversation with a question, and an answer unless that is empty.
    public ThreadId talk(String contact, Instant at, String question, String answer) {
        ChatThread thread =
                new ChatThread(ThreadId.create(), contact, null, at, Map.of("interface", "widget"));
        ThreadEvent created = ThreadEvent.create(EventTypes.THREAD_CREATED, Map.of()).at(at);
        store.create(thread, List.of(created));
        say(thread.id(), EventTypes.USER_MESSAGE, "user", at, question);
        if (!answer.isEmpty()) {
            say(thread.id(), EventTypes.ASSISTANT_MESSAGE, "assistant", at.plusSeconds(1), answer);
        }
        return thread.id();
    }

    void say(ThreadId thread, String type, String role, Instant at, String content) {
        append(thread, type, at, Map.of("role", role, "content", content));
    }

    void append(
            ThreadId thread,
            String type,
            Instant at,
            Map<String, ? extends @Nullable Object> data) {
        store.append(thread, List.of(ThreadEvent.create(type, data).at(at)));
    }

    /// Waits until the list has so many conversations.
    void awaitListed(int count) throws Exception {
        Await.until(
                count + " are listed",
                () ->
                        JsonAnswers.JSON
                                        .readTree(
                                                client().authorized("GET", "/api/threads?limit=200")
                                                        .body())
                                        .path("threads")
                                        .size()
                                == count);
    }

    @Override
    public void close() {
        server.stop();
        chat.stop();
        store.close();
    }
}
