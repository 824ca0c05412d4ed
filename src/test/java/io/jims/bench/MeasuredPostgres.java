package io.jims.bench;

import io.jims.store.postgres.PostgresServer;
import java.util.Optional;

/// The PostgreSQL that is measured: the one that `BENCH_POSTGRES` names, or else one of the bench's
/// own, which is started when it is first needed and ends with the bench. That one waits for its
/// disk at every commit, too.
final class MeasuredPostgres {
    private static final String NAMED = "BENCH_POSTGRES";

    private MeasuredPostgres() {}

    /// An empty database when the bench begins, as `--db` takes it.
    static String url() {
        return Optional.ofNullable(System.getenv(NAMED))
                .filter(url -> !url.isBlank())
                .orElseGet(() -> Own.URL);
    }

    private static final class Own {
        private static final String URL = PostgresServer.shared().createDatabase().url();
    }
}
