package io.jims.store.postgres;

import io.jims.store.SharedRates;
import io.jims.store.StoreException;
import io.jims.store.sql.KeyedIds;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Token buckets in PostgreSQL. A bucket is stored as the time at which it will be full; a full one
/// needs no row, and its row is deleted within minutes. The table is unlogged: only a crash of the
/// database loses it, which refills the buckets. Safe for all threads.
final class PostgresRates implements SharedRates {
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

    /// What is missing in a bucket, in tokens of the limit under which it was drawn from last: that
    /// may have been changed since.
    private static final String MISSING =
            "(GREATEST(0, bucket.full_at - EXCLUDED.drawn_at) / bucket.token_micros::numeric)";

    private static final String GRANTED =
            "GREATEST(0, LEAST(EXCLUDED.granted, EXCLUDED.burst - CEIL(%s)::bigint))"
                    .formatted(MISSING);

    /// All times in microseconds. `granted` goes in as what is wanted.
    private static final String TAKE =
            """
            INSERT INTO jims_widget_rates AS bucket
                (bucket_id, drawn_at, token_micros, burst, granted, full_at)
            SELECT bucket_id, drawn_at, token_micros, burst, granted,
                drawn_at + granted * token_micros
            FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                AS draw (bucket_id, drawn_at, token_micros, burst, granted)
            ORDER BY bucket_id
            ON CONFLICT (bucket_id) DO UPDATE SET
                drawn_at = EXCLUDED.drawn_at,
                token_micros = EXCLUDED.token_micros,
                burst = EXCLUDED.burst,
                granted = %2$s,
                full_at = EXCLUDED.drawn_at
                    + CEIL((%1$s + %2$s) * EXCLUDED.token_micros)::bigint
            RETURNING bucket_id, granted, full_at
            """
                    .formatted(MISSING, GRANTED);

    private static final String PURGE =
            """
            DELETE FROM jims_widget_rates
            WHERE bucket_id IN (
                SELECT bucket_id FROM jims_widget_rates WHERE full_at < ?
                LIMIT 100000 FOR UPDATE SKIP LOCKED)
            """;

    private final PostgresReaders connections;
    private final KeyedIds ids;
    private final AtomicReference<Instant> purgedAt = new AtomicReference<>(Instant.EPOCH);

    PostgresRates(PostgresReaders connections, KeyedIds ids) {
        this.connections = connections;
        this.ids = ids;
    }

    @Override
    public List<Grant> take(List<Draw> wanted, Instant now) {
        List<Draw> draws =
                wanted.stream()
                        .map(draw -> new Draw(ids.of(draw.bucket()), draw.limit(), draw.wanted()))
                        .toList();
        purge(now);
        Map<UUID, Granted> granted = connections.read(connection -> take(connection, draws, now));
        return draws.stream().map(draw -> grant(draw, granted, now)).toList();
    }

    private static Map<UUID, Granted> take(Connection connection, List<Draw> draws, Instant now)
            throws SQLException {
        long at = micros(now);
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setArray(1, array(connection, "uuid", draws, Draw::bucket));
            statement.setArray(2, array(connection, "bigint", draws, draw -> at));
            statement.setArray(3, array(connection, "bigint", draws, PostgresRates::tokenMicros));
            statement.setArray(
                    4, array(connection, "bigint", draws, draw -> (long) draw.limit().burst()));
            statement.setArray(
                    5,
                    array(
                            connection,
                            "bigint",
                            draws,
                            draw -> (long) Math.min(draw.wanted(), draw.limit().burst())));
            Map<UUID, Granted> granted = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    granted.put(
                            row.getObject(1, UUID.class),
                            new Granted(row.getInt(2), row.getLong(3)));
                }
            }
            return granted;
        }
    }

    private static Array array(
            Connection connection, String type, List<Draw> draws, Function<Draw, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, draws.stream().map(value).toArray());
    }

    private static Grant grant(Draw draw, Map<UUID, Granted> granted, Instant now) {
        Granted found = granted.get(draw.bucket());
        if (found == null) {
            throw new StoreException("a bucket is missing from the database's answer");
        }
        long oneTokenAt = found.fullAt() - (draw.limit().burst() - 1) * tokenMicros(draw);
        Duration delay = Duration.of(Math.max(0, oneTokenAt - micros(now)), ChronoUnit.MICROS);
        return new Grant(found.tokens(), delay);
    }

    private void purge(Instant now) {
        Instant last = purgedAt.get();
        if (Duration.between(last, now).compareTo(BETWEEN_PURGES) < 0
                || !purgedAt.compareAndSet(last, now)) {
            return;
        }
        connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
                statement.setLong(1, micros(now.minus(BETWEEN_PURGES)));
                return statement.executeUpdate();
            }
        });
    }

    private static long tokenMicros(Draw draw) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, Instant.EPOCH.plus(draw.limit().interval()));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// @param fullAt when the bucket will be full, in microseconds
    private record Granted(int tokens, long fullAt) {}
}
