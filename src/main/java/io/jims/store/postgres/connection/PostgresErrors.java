package io.jims.store.postgres.connection;

import io.jims.store.sql.StoreErrors;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;

/// Explains PostgreSQL's errors to the operator, by their SQLSTATE, since the messages are in the
/// server's language.
///
/// @param url of the database
/// @param timeout of a statement
public record PostgresErrors(PostgresUrl url, Duration timeout) implements StoreErrors {
    /// What a user needs.
    static final String GRANT =
            "grant it: SELECT, INSERT, UPDATE and DELETE on the tables, and at the first start"
                    + " CREATE on the schema";

    @Override
    public String database() {
        return url.toString();
    }

    /// Whether the server is unreachable now: it is down, starting, stopping, or full.
    public static boolean isAboutReach(SQLException error) {
        if (hasCause(error, SSLException.class)) {
            return false;
        }
        return switch (state(error)) {
            // refused, closed, broken, not known; shutdown, crash, not yet; too many connections
            case "08000", "08001", "08003", "08006", "08007", "57P01", "57P02", "57P03", "53300" ->
                    true;
            default -> false;
        };
    }

    /// Whether the same may succeed at once: another transaction was in the way.
    public static boolean isAboutOthers(SQLException error) {
        return state(error).startsWith("40");
    }

    /// Whether the rows are at fault, so that others may fare better.
    public static boolean isAboutRows(SQLException error) {
        String state = state(error);
        return state.startsWith("21")
                || state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("54")
                || state.startsWith("P0");
    }

    @Override
    public String meaning(SQLException error) {
        String state = state(error);
        return switch (state) {
            case "28P01", "28000" ->
                    "the server refuses this user or its password (" + text(error) + ")";
            case "3D000" -> "the server has no database of this name; create it";
            case "42501" -> "this user lacks a right (" + text(error) + "); " + GRANT;
            case "25006" -> "the server or this user's session is read-only; name the primary";
            case "53100" -> "the server's disk is full; free space there, no restart is needed";
            case "57014" ->
                    "the server did not end a statement within "
                            + timeout.toMillis()
                            + " ms (--db-timeout)";
            case "42P01", "3F000" -> "a table is missing (" + text(error) + "); start again";
            case "22P02", "22P05", "22021" ->
                    "a value cannot be kept there ("
                            + text(error)
                            + "); text with U+0000 or half a surrogate pair, in most cases";
            default -> text(error);
        };
    }

    /// The server's message without the statement's details, or those of the driver and its cause;
    /// one line.
    private static String text(SQLException error) {
        String text = String.valueOf(error.getMessage());
        if (error instanceof PSQLException fromServer
                && fromServer.getServerErrorMessage() != null) {
            text = String.valueOf(fromServer.getServerErrorMessage().getMessage());
        }
        Throwable cause = error.getCause();
        if (cause != null && cause.getMessage() != null && !text.contains(cause.getMessage())) {
            text = text.replaceAll("\\.$", "") + ": " + cause.getMessage();
        }
        return text.strip().replaceAll("\\R\\s*", " ");
    }

    private static String state(SQLException error) {
        String state = error.getSQLState();
        return state == null ? "" : state;
    }

    private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
