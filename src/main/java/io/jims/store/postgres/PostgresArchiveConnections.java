package io.jims.store.postgres;

import io.jims.store.postgres.connection.PostgresPool;
import io.jims.store.sql.ArchiveConnections;
import io.jims.store.sql.Reader.Query;
import java.sql.Connection;
import java.sql.SQLException;

/// Uses the pool's connections. There is nothing to wipe: PostgreSQL overwrites deleted rows by
/// VACUUM and by later rows.
record PostgresArchiveConnections(PostgresPool pool) implements ArchiveConnections {
    @Override
    public <T> T read(Query<T> work) {
        return pool.runOnce("read", connection -> inTransaction(connection, work));
    }

    @Override
    public <T> T delete(Query<T> work) {
        return pool.run("delete from", connection -> inTransaction(connection, work));
    }

    @Override
    public void remember(Connection connection, String threadId) {}

    @Override
    public void wipe() {}

    /// Without a transaction the driver would read all rows of a query into memory.
    private static <T> T inTransaction(Connection connection, Query<T> work) throws SQLException {
        connection.setAutoCommit(false); // and back, when the pool has the connection again
        T result = work.run(connection);
        connection.commit();
        return result;
    }
}
