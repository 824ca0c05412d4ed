package io.jims.store.postgres.connection;

/// How a PostgreSQL database is named, and what is said where that was not done.
final class PostgresUrlForm {
    static final String FORM = "postgresql://user:password@host:port/database";

    private PostgresUrlForm() {}

    /// @param reason without what may be a password
    static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("--db: " + reason + "; give " + FORM);
    }
}
