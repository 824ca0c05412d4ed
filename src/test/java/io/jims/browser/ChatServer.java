package io.jims.browser;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.JimsApp;
import io.jims.core.PageAction;
import io.jims.core.Pipeline;
import io.jims.lifecycle.Texts;
import io.jims.observe.RunObserver;
import io.jims.observe.Tracer;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.upload.UploadSettings;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import io.jims.widget.WidgetServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The widget's server, which can be stopped and started again: on the same port, with the same
/// database. Belongs to the test's thread.
final class ChatServer implements AutoCloseable {
    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration SHORT_DRAIN = Duration.ofMillis(50);
    private static final int RUNS = 16;
    private static final int HISTORY = 1_000;

    private final Pipeline pipeline;
    private final Limits limits;
    private final AccessSettings access;
    private final Quotas quotas;
    private final List<PageAction> actions;
    private final Path folder;
    private volatile Supplier<Texts> words = () -> Texts.NONE;
    private @Nullable UploadSettings uploads;
    private int port;
    private @Nullable Running running;

    ChatServer(Pipeline pipeline, Limits limits, AccessSettings access, Quotas quotas) {
        this(pipeline, limits, access, quotas, List.of());
    }

    /// @param actions that visitors' pages can be asked for
    ChatServer(
            Pipeline pipeline,
            Limits limits,
            AccessSettings access,
            Quotas quotas,
            List<PageAction> actions) {
        this.actions = actions;
        this.pipeline = pipeline;
        this.limits = hurried(limits);
        this.access = access;
        this.quotas = quotas;
        try {
            folder = Files.createTempDirectory("jims-browser-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /// Starts anew, and takes files from now on.
    ///
    /// @param maxBytes of one file
    ChatServer takeFiles(long maxBytes) {
        stop();
        uploads = new UploadSettings(folder.resolve("uploads"), maxBytes, 2, 0, 0);
        start();
        return this;
    }

    /// Starts anew, and takes no files any more.
    void takeNoFiles() {
        stop();
        uploads = null;
        start();
    }

    int port() {
        return port;
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    void start() {
        ThreadStore store = ThreadStores.open("sqlite:///" + database());
        ServerSettings settings =
                new ServerSettings("127.0.0.1", port, access, HISTORY, limits, quotas)
                        .with(actions);
        if (uploads != null) {
            settings = settings.with(uploads);
        }
        PipelineExecutor runner =
                new PipelineExecutor(
                        new JimsApp("test", pipeline),
                        RUN_TIMEOUT,
                        RUNS,
                        RunObserver.NONE,
                        (command, language) -> words.get().answer(command, language));
        WidgetServer server =
                WidgetServer.start(settings, store, runner, Tracer.NONE, () -> words.get());
        running = new Running(server, store);
        port = running.server().port();
    }

    /// Has the widget speak these words from now on.
    void speak(Supplier<Texts> texts) {
        words = texts;
    }

    /// Ends the server as SIGTERM does, except that answers under way have little time.
    void stop() {
        if (running != null) {
            running.server().stop();
            running.store().close();
            running = null;
        }
    }

    int openSockets() {
        return running == null ? 0 : running.server().openSockets();
    }

    /// What visitors and the assistant said in all threads, in the order of the database.
    List<String> contents() throws SQLException {
        return query(
                "SELECT json_extract(event_data, '$.content') FROM thread_events"
                        + " WHERE event_type LIKE 'comm.%' ORDER BY created_at, event_id");
    }

    /// The data of the events of this type, in the order of the database.
    List<String> events(String type) throws SQLException {
        return query(
                "SELECT json(event_data) FROM thread_events WHERE event_type = '%s'".formatted(type)
                        + " ORDER BY created_at, event_id");
    }

    List<String> contacts() throws SQLException {
        return query("SELECT contact_id FROM threads ORDER BY created_at");
    }

    List<String> threads() throws SQLException {
        return query("SELECT thread_id FROM threads ORDER BY created_at");
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    private Path database() {
        return folder.resolve("chat.db");
    }

    private static Limits hurried(Limits limits) {
        return new Limits(
                limits.messageCharacters(),
                limits.frameBytes(),
                limits.waitingMessages(),
                limits.sockets(),
                limits.pingInterval(),
                limits.writeTimeout(),
                SHORT_DRAIN);
    }

    private record Running(WidgetServer server, ThreadStore store) {}
}
