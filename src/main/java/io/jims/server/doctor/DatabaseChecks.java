package io.jims.server.doctor;

import io.jims.server.Failures;
import io.jims.server.Settings;
import io.jims.store.DatabaseState;
import io.jims.store.connect.DatabaseUrl;
import io.jims.store.connect.ThreadStores;
import java.time.Duration;
import java.util.List;

/// Whether a start could use the database.
final class DatabaseChecks {
    /// Replicas order a thread's events by their clocks.
    private static final Duration MOST_SKEW = Duration.ofSeconds(2);

    private DatabaseChecks() {}

    static List<Check> of(Settings settings) {
        return List.of(new Check("database", () -> look(settings), patience(settings)));
    }

    /// Time for a connection and a few statements on a slow database.
    private static Duration patience(Settings settings) {
        return settings.store().timeout().multipliedBy(4).plusSeconds(5);
    }

    private static Finding look(Settings settings) {
        String url = settings.database().text();
        DatabaseState state =
                Failures.explain(
                        settings.database(), () -> ThreadStores.look(url, settings.store()));
        return finding(DatabaseUrl.parse(url).toString(), state);
    }

    static Finding finding(String database, DatabaseState state) {
        if (!state.lacking().isEmpty()) {
            return Finding.fails(database + ": this user lacks a right " + state.lacking());
        }
        if (state.clockAhead().abs().compareTo(MOST_SKEW) > 0) {
            return Finding.warning(
                    database
                            + ": its clock differs from this machine's by "
                            + state.clockAhead().abs().toSeconds()
                            + " s; set both by NTP");
        }
        return Finding.ok(database + ": " + state.schema());
    }
}
