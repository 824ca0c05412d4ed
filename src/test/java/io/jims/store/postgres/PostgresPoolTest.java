package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.store.StoreException;
import io.jims.store.connect.DatabaseUrl;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresPool;
import io.jims.store.postgres.connection.PostgresSource;
import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
class PostgresPoolTest {
    private static final StoreOptions OPTIONS =
            new StoreOptions(2, Duration.ofSeconds(1), Duration.ZERO);

    @Test
    void prober_survivesADriverWithADefect_andSeesTheReturn() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        PostgresUrl url = ((DatabaseUrl.Postgres) DatabaseUrl.parse(database.url())).url();
        DefectiveSource source = new DefectiveSource(PostgresSource.of(url, OPTIONS));
        PostgresErrors errors = new PostgresErrors(url, OPTIONS.timeout());
        try (PostgresPool pool = new PostgresPool(source, errors, OPTIONS)) {
            assertThatThrownBy(() -> pool.run("ask", connection -> connection.isValid(1)))
                    .isInstanceOf(StoreException.class);
            Await.until("the prober met it too", () -> source.calls.get() > 3);

            source.defective = false;

            Await.until("it is back", () -> works(pool));
        }
    }

    private static boolean works(PostgresPool pool) {
        try {
            pool.run("ask", connection -> connection.isValid(1));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private static final class DefectiveSource extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;

        private final PGSimpleDataSource real;
        private volatile boolean defective = true;
        private final AtomicInteger calls = new AtomicInteger();

        DefectiveSource(PGSimpleDataSource real) {
            this.real = real;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (defective) {
                calls.incrementAndGet();
                throw new IllegalStateException("told to have a defect");
            }
            return real.getConnection();
        }
    }
}
