package io.jims.store.sql;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ContactThread;
import io.jims.store.LifecycleTable;
import io.jims.store.NewestEvents;
import io.jims.store.ThreadStore;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.index.ThreadIndex;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The reading half of a [ThreadStore], with its archive and the table of texts, for both
/// databases. Safe for all threads.
public abstract class SqlThreadStore implements ThreadStore, ThreadArchive, LifecycleTable {
    private static final int FIRST_PAGE = 64;

    private final Queries queries;
    private final Reader reader;
    private final StoreErrors errors;
    private final SqlArchive archive;

    protected SqlThreadStore(
            Queries queries, Reader reader, StoreErrors errors, SqlArchive archive) {
        this.queries = queries;
        this.reader = reader;
        this.errors = errors;
        this.archive = archive;
    }

    @Override
    public Optional<ChatThread> find(ThreadId id) {
        String threadId = Uuid7.compact(id.value());
        Optional<ThreadRow> row = reader.read(connection -> queries.thread(connection, threadId));
        return decode(() -> row.map(found -> found.toThread(id)));
    }

    @Override
    public Optional<ChatThread> findByExternalId(String externalId) {
        Optional<ThreadRow> row =
                reader.read(connection -> queries.threadByExternalId(connection, externalId));
        return decode(() -> row.map(ThreadRow::toThread));
    }

    @Override
    public List<ThreadEvent> events(ThreadId id, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        String threadId = Uuid7.compact(id.value());
        return readEvents(connection -> queries.newestEvents(connection, threadId, limit));
    }

    /// Reads a few rows first, and then as many as seem to fit: a database hands out all rows of an
    /// answer at once.
    @Override
    public NewestEvents newestEvents(ThreadId id, int limit, long characters) {
        String threadId = Uuid7.compact(id.value());
        int page = Math.min(limit, FIRST_PAGE);
        while (true) {
            int asked = page;
            List<EventRow> rows =
                    reader.read(connection -> queries.newestEvents(connection, threadId, asked));
            long length = rows.stream().mapToLong(EventRow::length).sum();
            boolean all = rows.size() < asked;
            if (all || asked == limit || 2 * length >= characters) {
                return new NewestEvents(events(rows), all);
            }
            long fitting = rows.size() * characters / Math.max(1, length);
            page = (int) Math.min(limit, Math.max(2L * asked, fitting));
        }
    }

    @Override
    public List<ThreadEvent> messagesBefore(ThreadId id, UUID event, int limit) {
        String threadId = Uuid7.compact(id.value());
        String eventId = Uuid7.compact(event);
        return readEvents(
                connection -> queries.earlierMessages(connection, threadId, eventId, limit));
    }

    @Override
    public List<ThreadEvent> feedback(ThreadId id, int limit) {
        String threadId = Uuid7.compact(id.value());
        return readEvents(connection -> queries.feedback(connection, threadId, limit));
    }

    @Override
    public Optional<ThreadEvent> lastHandoff(ThreadId id) {
        String threadId = Uuid7.compact(id.value());
        Optional<EventRow> row =
                reader.read(connection -> queries.lastHandoff(connection, threadId));
        return decode(() -> row.map(EventRow::toEvent));
    }

    @Override
    public List<ContactThread> threadsOf(String contactId, int limit) {
        List<ContactThreadRow> rows =
                reader.read(connection -> queries.threadsOfContact(connection, contactId, limit));
        return decode(() ->
                rows.stream()
                        .flatMap(row -> row.toThread().stream())
                        .sorted(Comparator.comparing(ContactThread::lastEventAt).reversed())
                        .toList());
    }

    @Override
    public Optional<ThreadEvent> event(ThreadId id, UUID eventId) {
        String threadId = Uuid7.compact(id.value());
        String compactId = Uuid7.compact(eventId);
        Optional<EventRow> row =
                reader.read(connection -> queries.event(connection, threadId, compactId));
        return decode(() -> row.map(EventRow::toEvent));
    }

    /// Reads events.
    ///
    /// @param newestFirst their rows, in the other order
    protected final List<ThreadEvent> readEvents(Reader.Query<List<EventRow>> newestFirst) {
        return events(reader.read(newestFirst));
    }

    private List<ThreadEvent> events(List<EventRow> newestFirst) {
        return decode(() ->
                newestFirst.reversed().stream()
                        .map(EventRow::toEvent)
                        .sorted(Comparator.comparing(ThreadEvent::createdAt)) // of odd spellings
                        .toList());
    }

    @Override
    public Set<UUID> unanswered(ThreadId id) {
        String threadId = Uuid7.compact(id.value());
        List<String> ids = reader.read(connection -> queries.unanswered(connection, threadId));
        return ids.stream()
                .flatMap(eventId -> Uuid7.parse(eventId).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<ChatThread> threadsOwingAnswers(int limit) {
        List<ThreadRow> rows =
                reader.read(connection -> queries.threadsOwingAnswers(connection, limit));
        return decode(() -> rows.stream().map(ThreadRow::toThread).toList());
    }

    @Override
    public ArchiveTotals count(String contactId) {
        return archive.count(contactId);
    }

    @Override
    public ArchiveTotals export(String contactId, ArchiveReader told) {
        return decode(() -> archive.export(contactId, told));
    }

    @Override
    public ArchiveTotals erase(String contactId) {
        return archive.erase(contactId);
    }

    @Override
    public ArchiveTotals erase(ThreadId thread) {
        return archive.erase(thread);
    }

    /// Opens the index by which the operator finds threads; to be closed before this.
    ///
    /// @throws io.jims.store.StoreException if the database cannot be opened once more
    public abstract ThreadIndex openIndex();

    @Override
    public boolean hasLifecycleTable() {
        return reader.read(queries::hasLifecycleTable);
    }

    @Override
    public List<Row> lifecycleRows(int limit, int textCharacters) {
        return reader.read(
                connection -> Queries.lifecycleRows(connection, limit, textCharacters + 1));
    }

    @Override
    public ArchiveTotals eraseSilentSince(Instant then, BooleanSupplier goOn) {
        return archive.eraseSilentSince(then, goOn);
    }

    @Override
    public void whenErased(Consumer<ThreadId> listener) {
        archive.whenErased(listener);
    }

    @Override
    public void wipe() {
        archive.wipe();
    }

    private <T> T decode(Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (IllegalArgumentException e) {
            throw errors.explain("read", "a row has been damaged: " + e.getMessage());
        }
    }
}
