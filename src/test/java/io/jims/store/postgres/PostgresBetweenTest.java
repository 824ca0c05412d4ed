package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real PgBouncers and a real standby in the place of the server itself.
@Timeout(60)
class PostgresBetweenTest {
    private static final StoreOptions NO_WAIT =
            new StoreOptions(4, Duration.ofSeconds(5), Duration.ZERO);

    @TempDir private Path directory;
    private final ThreadId id = ThreadId.create();

    @Test
    void pgBouncer_thatSharesSessionsOutByTransaction_isNoticed() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        try (PgBouncer bouncer = PgBouncer.start(directory, database, "transaction")) {
            assertThatThrownBy(() -> ThreadStores.open(bouncer.url(), NO_WAIT).close())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("pool_mode = transaction");
        }
    }

    @Test
    void pgBouncer_thatPoolsSessions_isUsedLikeTheServer() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        try (PgBouncer bouncer = PgBouncer.start(directory, database, "session");
                ThreadStore store = ThreadStores.open(bouncer.url(), NO_WAIT)) {
            store.create(Samples.thread(id), List.of(Samples.event("Hello")));

            assertThat(store.events(id, 10)).hasSize(1);
            assertThat(store.replicas().tryClaim(id)).isPresent();
        }
    }

    @Test
    void standby_isNoticed_andPassedOverBesideItsPrimary() throws Exception {
        try (PostgresServer primary = PostgresServer.start(directory)) {
            PostgresServer.Database database = primary.createDatabase();
            ThreadStores.open(database.url(), NO_WAIT).close();
            try (PostgresServer standby = primary.startStandby(directory.resolve("standby"))) {
                assertThat(standby.database("postgres").query("SELECT pg_is_in_recovery()"))
                        .containsExactly("true");

                assertThatThrownBy(() ->
                                ThreadStores.open(standby.database(database.name()).url(), NO_WAIT)
                                        .close())
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("read-only replica");

                String both =
                        "postgresql://postgres@localhost:%d,localhost:%d/%s"
                                .formatted(standby.port(), primary.port(), database.name());
                try (ThreadStore store = ThreadStores.open(both, NO_WAIT)) {
                    store.create(Samples.thread(id), List.of(Samples.event("Hello")));
                    assertThat(database.query("SELECT count(*) FROM thread_events"))
                            .containsExactly("1");
                }
            }
        }
    }
}
