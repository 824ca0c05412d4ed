package io.jims.store.postgres.replicas;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.core.ThreadId;
import io.jims.store.Replicas.Listener;
import io.jims.store.StoreException;
import io.jims.store.postgres.connection.PostgresPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/// Notifications between the processes on a database, by `LISTEN` and `NOTIFY`. Safe for all
/// threads.
///
/// Stored changes are notified in their own transaction, without their content, which is read from
/// the tables. Notes are sent in order, all that wait in one transaction.
final class PostgresNews implements AutoCloseable, PostgresSession.Work {
    private static final System.Logger LOGGER = System.getLogger(PostgresNews.class.getName());
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    /// Notes that may wait; more are lost, and their readers see that.
    private static final int WAITING_NOTES = 2_048;

    private static final int MOST_AT_ONCE = 256;
    private static final String TELL =
            "SELECT pg_notify(?, payload) FROM unnest(?::text[]) AS given (payload)";

    private final String name;
    private final PostgresPool pool;
    private final PostgresSession session;
    private final AtomicBoolean started = new AtomicBoolean();
    private final BlockingQueue<String> notes = new ArrayBlockingQueue<>(WAITING_NOTES);
    private volatile @Nullable Listener listener;

    PostgresNews(String name, PGSimpleDataSource source, PostgresPool pool, Duration timeout) {
        this.name = name;
        this.pool = pool;
        this.session = new PostgresSession("jims-store-news", source, timeout, this);
    }

    void listen(Listener newListener) {
        listener = newListener;
        if (started.compareAndSet(false, true)) {
            session.start();
            Thread.ofVirtual().name("jims-store-notes").start(this::tellAll);
        }
    }

    void tell(ThreadId thread, String note) {
        if (!notes.offer(name + " " + thread.value() + " " + note)) {
            LOGGER.log(DEBUG, "too many notes are waiting; one is lost");
        }
    }

    @Override
    public void close() {
        if (started.get()) {
            session.close(() -> {});
        }
    }

    @Override
    public void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + NewsChannel.NAME);
            told(Listener::onGap);
            PGConnection listening = connection.unwrap(PGConnection.class);
            long lastSign = System.nanoTime();
            while (!session.isClosed()) {
                PGNotification[] news =
                        listening.getNotifications(Math.toIntExact(LONGEST_WAIT.toMillis()));
                for (PGNotification one : news == null ? new PGNotification[0] : news) {
                    take(one.getParameter());
                }
                if (System.nanoTime() - lastSign > BETWEEN_SIGNS_OF_LIFE.toNanos()) {
                    statement.execute("SELECT 1");
                    lastSign = System.nanoTime();
                }
            }
        }
    }

    @Override
    public void onLost(SQLException reason) {
        LOGGER.log(DEBUG, "no news of other servers at present", reason);
    }

    private void take(String payload) {
        String[] parts = payload.split(" ", 3);
        if (parts.length < 3 || parts[0].equals(name)) {
            return;
        }
        if (parts[1].equals(NewsChannel.STORED)) {
            List<ThreadId> threads =
                    Arrays.stream(parts[2].split(" "))
                            .flatMap(id -> ThreadId.parse(id).stream())
                            .toList();
            told(hearer -> hearer.onStored(threads));
        } else {
            ThreadId.parse(parts[1])
                    .ifPresent(thread -> told(hearer -> hearer.onNote(thread, parts[2])));
        }
    }

    private void told(Consumer<Listener> news) {
        Listener hearer = listener;
        if (hearer != null) {
            news.accept(hearer);
        }
    }

    private void tellAll() {
        List<String> payloads = new ArrayList<>();
        while (!session.isClosed()) {
            try {
                String first = notes.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    payloads.add(first);
                    notes.drainTo(payloads, MOST_AT_ONCE - 1);
                    tell(payloads);
                }
            } catch (StoreException e) { // visitors get what they missed from the store
                LOGGER.log(
                        WARNING,
                        "other servers were not told of what runs here: " + e.getMessage());
            } catch (RuntimeException e) { // a defect must not end what others rely on
                LOGGER.log(ERROR, "other servers were not told of what runs here", e);
            } catch (InterruptedException e) { // nobody does that
                Thread.currentThread().interrupt();
                return;
            }
            payloads.clear();
        }
    }

    private void tell(List<String> payloads) {
        pool.run(
                "notify others through",
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(TELL)) {
                        statement.setString(1, NewsChannel.NAME);
                        statement.setArray(2, connection.createArrayOf("text", payloads.toArray()));
                        return statement.execute();
                    }
                });
    }
}
