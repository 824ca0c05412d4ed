package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.ThreadStore;
import io.jims.testing.Await;
import io.jims.testing.Defect;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When the write-ahead log gets into the database.
@Timeout(60)
class SqliteCheckpointTest {
    @TempDir Path directory;
    private final ThreadId id = ThreadId.create();

    @Test
    void idleDatabase_isWholeWithoutItsLog_whichIsEmptied() throws Exception {
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            for (int i = 0; i < 100; i++) {
                store.append(id, List.of(Samples.event("event " + i)));
            }

            Await.until("the log is empty", () -> Files.size(log()) == 0);

            assertThat(eventsOfACopy()).isEqualTo(100);
        }
    }

    @Test
    void busyDatabase_isCopiedAlong_longBeforeItsLogIsFull() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            Thread visitor =
                    Thread.startVirtualThread(() -> {
                        while (!ended.get()) {
                            store.append(id, List.of(Samples.event("again")));
                        }
                    });
            Await.until("a copy without the log has events", () -> eventsOfACopy() > 0);
            ended.set(true);
            visitor.join();
            assertThat(Files.size(log())).isLessThan(32 << 20);
        }
    }

    @Test
    void readerThatHoldsAnOldVersion_delaysIt_andNobodyElse() throws Exception {
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            store.append(id, List.of(Samples.event("before")));
            try (Connection other = Databases.connect(file());
                    Statement reading = other.createStatement()) {
                reading.execute("BEGIN");
                reading.executeQuery("SELECT count(*) FROM thread_events").close();
                store.append(id, List.of(Samples.event("meanwhile")));
                assertThat(store.events(id, 10)).hasSize(2);
                reading.execute("COMMIT");
            }
            store.append(id, List.of(Samples.event("after")));

            Await.until("the log is empty", () -> Files.size(log()) == 0);
        }
    }

    @Test
    void checkpointWithADefect_isMadeAfterTheNextCommit() throws Exception {
        SqliteThreadStore.open(file()).close();
        try (Connection writer = Databases.connect(file());
                Statement writing = writer.createStatement()) {
            writing.execute("PRAGMA wal_autocheckpoint = 0");
            Connection own = Databases.connect(file());
            Defect<Statement> statement =
                    new Defect<>(Statement.class, own.createStatement(), "executeQuery");
            Checkpointer checkpointer =
                    new Checkpointer(
                            new NoDisk(),
                            connection(own, statement.part()),
                            Duration.ofMillis(1),
                            new SqliteErrors(file()));
            writing.executeUpdate("UPDATE jims_widget_schema SET version = version");
            checkpointer.flush();
            statement.await();
            assertThat(Files.size(log())).isPositive();

            checkpointer.flush();

            Await.until("the log is empty", () -> Files.size(log()) == 0);
            checkpointer.close();
        }
    }

    /// One whose statements are this one.
    private static Connection connection(Connection connection, Statement statement) {
        return (Connection)
                Proxy.newProxyInstance(
                        SqliteCheckpointTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) ->
                                method.getName().equals("createStatement")
                                        ? statement
                                        : method.invoke(connection, arguments));
    }

    /// What the writer does by itself here.
    private static final class NoDisk implements WalFlusher.Disk {
        @Override
        public void flush() {}

        @Override
        public void checkPlace() {}

        @Override
        public void close() {}
    }

    /// As whoever copies only the file that they know of.
    private int eventsOfACopy() throws IOException, SQLException {
        Path copy = directory.resolve("copy.db");
        Files.deleteIfExists(directory.resolve("copy.db-wal"));
        Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
        try {
            return Integer.parseInt(
                    Databases.query(copy, "SELECT count(*) FROM thread_events").getFirst());
        } catch (SQLException e) { // copied in the middle of a checkpoint
            return 0;
        }
    }

    private Path file() {
        return directory.resolve("jims.db");
    }

    private Path log() {
        return directory.resolve("jims.db-wal");
    }
}
