package io.jims.store.sql.index;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.store.sql.Queries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Updates the index in small transactions. Safe for all threads.
final class EventIndexer {
    /// Events of one transaction: some 20 milliseconds, for which a server's own commits may wait.
    private static final int STEP = 100;

    private final IndexDialect dialect;
    private final CostQueries costs;
    private final String feed;
    private final String resume;
    private final String upsert;
    private final AtomicBoolean prepared = new AtomicBoolean();

    EventIndexer(IndexDialect dialect) {
        this.dialect = dialect;
        this.costs = new CostQueries(dialect);
        String id = dialect.words().id();
        this.feed =
                """
                INSERT INTO jims_widget_search_feed (thread_id, event_id, event_type, created_at)
                VALUES (%1$s, %1$s, ?, ?)
                """
                        .formatted(id);
        this.resume =
                """
                SELECT last_at, question, messages, rating, rated_at, failed, ended_at, human, handed_at,
                       lang
                FROM jims_widget_search
                WHERE thread_id = %s
                """
                        .formatted(id);
        this.upsert =
                """
                INSERT INTO jims_widget_search
                    (thread_id, contact_id, created_at, last_at, question, messages, rating,
                     rated_at, failed, ended_at, human, handed_at, lang)
                VALUES (%s, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (thread_id) DO UPDATE SET
                    last_at = EXCLUDED.last_at, question = EXCLUDED.question,
                    messages = EXCLUDED.messages, rating = EXCLUDED.rating,
                    rated_at = EXCLUDED.rated_at, failed = EXCLUDED.failed,
                    ended_at = EXCLUDED.ended_at, human = EXCLUDED.human,
                    handed_at = EXCLUDED.handed_at, lang = EXCLUDED.lang
                """
                        .formatted(id);
    }

    boolean update() {
        if (!prepared.get()) {
            dialect.prepare();
            prepared.set(true);
        }
        return dialect.hasNews() && dialect.write(this::step) == STEP;
    }

    /// Returns how many events it took up.
    private int step(Connection connection) throws SQLException {
        List<NewEvent> events = dialect.next(connection, STEP);
        if (!events.isEmpty()) {
            Map<String, List<NewEvent>> byThread = // in one order, since some are locked
                    events.stream()
                            .filter(NewEvent::hasIds)
                            .collect(
                                    Collectors.groupingBy(
                                            NewEvent::threadId, TreeMap::new, Collectors.toList()));
            HourCounts counts = new HourCounts(connection, dialect.words().id());
            for (Map.Entry<String, List<NewEvent>> one : byThread.entrySet()) {
                add(connection, one.getKey(), one.getValue(), counts);
            }
            counts.write();
            addToFeed(connection, events);
            dialect.advance(connection, events);
        }
        return events.size();
    }

    private void addToFeed(Connection connection, List<NewEvent> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(feed)) {
            for (NewEvent event : events) {
                insert.setString(1, event.threadId());
                insert.setString(2, event.row().eventId());
                insert.setString(3, event.row().type());
                insert.setLong(4, event.createdAt());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void add(
            Connection connection, String threadId, List<NewEvent> events, HourCounts counts)
            throws SQLException {
        Optional<ThreadTally> known = tally(connection, threadId);
        if (known.isEmpty()) {
            return; // erased meanwhile
        }
        ThreadTally tally = known.get();
        for (NewEvent one : events) {
            ThreadEvent event = one.event();
            boolean isNew = one.isMessage() && addWords(connection, one, event);
            tally.add(event, one.createdAt(), isNew);
            counts.add(threadId, event, one.createdAt());
            if (event.type().equals(EventTypes.QUERY_PROCESSED)) {
                costs.add(connection, threadId, event, one.createdAt());
            }
        }
        tally.write(connection, upsert, threadId);
    }

    private boolean addWords(Connection connection, NewEvent message, ThreadEvent event)
            throws SQLException {
        Set<String> words = SearchWords.of(event.content());
        return dialect.addWords(connection, message, words);
    }

    private Optional<ThreadTally> tally(Connection connection, String threadId)
            throws SQLException {
        List<ThreadTally> thread =
                Queries.list(
                        connection,
                        dialect.words().thread(),
                        row -> new ThreadTally(row.getString(1), Micros.of(row.getString(2))),
                        threadId);
        if (thread.isEmpty()) {
            return Optional.empty();
        }
        resume(connection, threadId, thread.getFirst());
        return Optional.of(thread.getFirst());
    }

    private void resume(Connection connection, String threadId, ThreadTally tally)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(resume)) {
            query.setString(1, threadId);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    tally.resume(row);
                }
            }
        }
    }
}
