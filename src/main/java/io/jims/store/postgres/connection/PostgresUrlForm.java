package io.jims.store.postgres.connection;

/// The form of a PostgreSQL URL, and the message for another one.
final class PostgresUrlForm {
    static final String FORM = "postgresql://user:password@host:port/database";

    private PostgresUrlForm() {}

    /// @param reason without what may be a password
    static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("--db: " + reason + "; give " + FORM);
    }
}
