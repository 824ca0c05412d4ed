package io.jims.store.sqlite;

import io.jims.core.Uuid7;
import io.jims.store.DailyCounts;
import io.jims.store.commit.PendingWrite;
import io.jims.store.sql.CountRow;
import io.jims.store.sql.EncodedChange;
import io.jims.store.sql.KeyedIds;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Daily counters in SQLite: read on a reader's thread, written together with other writes. Exact
/// as long as one process counts. Safe for all threads.
final class SqliteCounts implements DailyCounts {
    private static final String TOTAL =
            "SELECT used FROM jims_widget_counts WHERE day = ? AND counter_id = ?";

    /// A counter is read and then written under its lock; so many counters at once.
    private static final int LOCKS = 64;

    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final KeyedIds ids;
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    SqliteCounts(SqliteWriter writer, SqliteReaders readers, KeyedIds ids) {
        this.writer = writer;
        this.readers = readers;
        this.ids = ids;
    }

    @Override
    public Count add(UUID counter, LocalDate day, long wanted, long limit) {
        ReentrantLock lock = locks[Math.floorMod(counter.hashCode(), LOCKS)];
        lock.lock();
        try {
            long present = total(counter, day);
            long added = Math.max(0, Math.min(wanted, limit - present));
            if (added > 0) {
                write(counter, day, added);
            }
            return new Count(added, present + added);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void giveBack(UUID counter, LocalDate day, long amount) {
        ReentrantLock lock = locks[Math.floorMod(counter.hashCode(), LOCKS)];
        lock.lock();
        try {
            long returned = Math.min(amount, total(counter, day));
            if (returned > 0) {
                write(counter, day, -returned);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(UUID counter, LocalDate day, long added) {
        CountRow row = new CountRow(day.toString(), Uuid7.compact(ids.of(counter)), added);
        writer.write(() -> new PendingWrite(EncodedChange.of(row)));
    }

    @Override
    public long total(UUID counter, LocalDate day) {
        String id = Uuid7.compact(ids.of(counter));
        return readers.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TOTAL)) {
                statement.setString(1, day.toString());
                statement.setString(2, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }
}
