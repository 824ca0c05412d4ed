package io.jims.store.postgres;

import io.jims.store.StoreException;
import io.jims.store.copy.CopyEnd;
import io.jims.store.copy.CopyQueries;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresSource;
import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.sql.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Opens a PostgreSQL database as the source or target of a copy.
public final class PostgresCopyEnd {
    /// Counting all rows of a large table takes longer than anything that a server does.
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(30);

    private PostgresCopyEnd() {}

    /// Opens it with its tables complete.
    ///
    /// @throws StoreException if it cannot be opened
    public static CopyEnd open(PostgresUrl url) {
        PostgresErrors errors = new PostgresErrors(url, LONGEST_STATEMENT);
        StoreOptions patient =
                new StoreOptions(2, LONGEST_STATEMENT, StoreOptions.DEFAULT.startWait());
        try {
            Connection connection = PostgresSource.of(url, patient).getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute(PostgresSource.session(LONGEST_STATEMENT));
            }
            return new CopyEnd(connection, CopyQueries.POSTGRESQL, errors, () -> {});
        } catch (SQLException e) {
            throw errors.explain("open", e);
        }
    }
}
