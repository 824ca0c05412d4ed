package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ThreadStore] keeps to, seen by one caller.
public abstract class ThreadStoreContract {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final ThreadId id = ThreadId.create();
    private ThreadStore store;

    /// Opens the test's own database, empty at first, once more each time.
    protected abstract ThreadStore open();

    /// A second one on the same database, beside the first.
    protected ThreadStore openBeside() {
        return open();
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void find_unknownThread_isEmpty() {
        assertThat(store.find(id)).isEmpty();
    }

    @Test
    void create_newThread_isFoundAsItWas() {
        ChatThread thread =
                new ChatThread(id, "Zoë", "crm-17", Instant.now(), Map.of("a", List.of(1, "b")));

        store.create(thread, List.of());

        assertThat(store.find(id)).contains(thread);
    }

    @Test
    void create_withoutContact_isFoundWithoutOne() {
        ChatThread thread = new ChatThread(id, null, null, NOON, Map.of());

        store.create(thread, List.of());

        assertThat(store.find(id)).contains(thread);
    }

    @Test
    void threadsOf_aContact_areItsNewest_theLatestUsedFirst_withTheirFirstQuestion() {
        ThreadId other = begin("ann", NOON, command(NOON), said("comm.user_message", NOON, "Old?"));
        ThreadId first =
                begin(
                        "ann",
                        NOON.plusSeconds(10),
                        said("jims.lifecycle.thread_created", NOON, ""),
                        command(NOON.plusSeconds(10)),
                        said("comm.user_message", NOON.plusSeconds(11), "  One?  "),
                        said("comm.user_message", NOON.plusSeconds(12), "Not this?"),
                        said("comm.assistant_message", NOON.plusSeconds(90), "Yes"));
        ThreadId second =
                begin(
                        "ann",
                        NOON.plusSeconds(20),
                        said("comm.user_message", NOON.plusSeconds(21), "Two?"));
        begin("bob", NOON.plusSeconds(30), said("comm.user_message", NOON, "Mine"));

        List<ContactThread> newest = store.threadsOf("ann", 2);

        assertThat(newest).extracting(ContactThread::id).containsExactly(first, second);
        assertThat(newest)
                .extracting(ThreadStoreContract::question)
                .containsExactly("  One?  ", "Two?");
        assertThat(newest)
                .extracting(ContactThread::lastEventAt)
                .containsExactly(NOON.plusSeconds(90), NOON.plusSeconds(21));
        assertThat(store.threadsOf("ann", 9))
                .extracting(ContactThread::id)
                .containsExactly(first, second, other);
        assertThat(store.threadsOf("ann", 9).getLast())
                .extracting(ThreadStoreContract::question)
                .isEqualTo("Old?");
        assertThat(store.threadsOf("nobody", 9)).isEmpty();
    }

    @Test
    void threadsOf_withoutAQuestion_haveACommandOrNone() {
        ThreadId empty = begin("ann", NOON.plusSeconds(3));
        ThreadId long_ =
                begin(
                        "ann",
                        NOON.plusSeconds(2),
                        said("comm.user_message", NOON.plusSeconds(2), "x".repeat(100_001)));
        ThreadId command = begin("ann", NOON.plusSeconds(1), command(NOON.plusSeconds(1)));

        List<ContactThread> threads = store.threadsOf("ann", 9);

        assertThat(threads).extracting(ContactThread::id).containsExactly(empty, long_, command);
        assertThat(threads)
                .extracting(ThreadStoreContract::question)
                .containsExactly(null, null, "/start");
        assertThat(threads.getFirst().lastEventAt()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void lastHandoff_isTheNewestOfItsKind_howeverManyEventsCameSince() {
        store.create(Samples.thread(id), List.of());
        assertThat(store.lastHandoff(id)).isEmpty();
        List<ThreadEvent> handoffs =
                IntStream.range(0, 3)
                        .mapToObj(i -> said("state.set.handoff", NOON.plusSeconds(i), "" + i))
                        .toList();
        store.append(id, handoffs);
        IntStream.range(0, 30)
                .forEach(i ->
                        store.append(
                                id, List.of(said("state.set.other", NOON.plusSeconds(9), "" + i))));

        assertThat(store.lastHandoff(id)).contains(handoffs.getLast());
        assertThat(store.lastHandoff(ThreadId.create())).isEmpty();
    }

    @Test
    void feedback_isTheNewestOfItsKind_oldestFirst() {
        store.create(Samples.thread(id), List.of());
        List<ThreadEvent> rated =
                IntStream.range(0, 5)
                        .mapToObj(i -> said("jims.widget.feedback", NOON.plusSeconds(i), "" + i))
                        .toList();
        rated.forEach(event ->
                store.append(id, List.of(event, said("comm.user_message", event.createdAt(), ""))));

        assertThat(store.feedback(id, 3)).isEqualTo(rated.subList(2, 5));
        assertThat(store.feedback(id, 9)).isEqualTo(rated);
        assertThat(store.feedback(ThreadId.create(), 9)).isEmpty();
    }

    private ThreadId begin(String contact, Instant time, ThreadEvent... events) {
        ThreadId thread = ThreadId.create();
        store.create(
                new ChatThread(thread, contact, null, time, Map.of("interface", "widget")),
                List.of(events));
        return thread;
    }

    private static ThreadEvent command(Instant time) {
        return said("comm.user_message", time, "/start");
    }

    private static ThreadEvent said(String type, Instant time, String text) {
        return new ThreadEvent(Uuid7.next(), time, type, Map.of("role", "user", "content", text));
    }

    private static @Nullable String question(ContactThread thread) {
        ThreadEvent question = thread.question();
        return question == null ? null : question.text("content");
    }

    @Test
    void create_withEvents_storesBoth() {
        ThreadEvent first = Samples.event("one");
        ThreadEvent second = Samples.event("two");

        store.create(Samples.thread(id), List.of(first, second));

        assertThat(store.find(id)).isPresent();
        assertThat(store.events(id, 10)).containsExactly(first, second);
    }

    @Test
    void event_isFoundByItsId_inItsThreadOnly() {
        ThreadEvent event = Samples.event("one");
        store.create(Samples.thread(id), List.of(event));

        assertThat(store.event(id, event.id())).contains(event);
        assertThat(store.event(ThreadId.create(), event.id())).isEmpty();
        assertThat(store.event(id, Samples.event("other").id())).isEmpty();
    }

    @Test
    void create_existingThread_keepsItAndAppendsTheEvents() {
        ChatThread original = Samples.thread(id);
        ThreadEvent first = Samples.event("one");
        ThreadEvent second = Samples.event("two");
        store.create(original, List.of(first));

        store.create(new ChatThread(id, "other", "x", NOON, Map.of()), List.of(second));

        assertThat(store.find(id)).contains(original);
        assertThat(store.events(id, 10)).containsExactly(first, second);
    }

    @Test
    void messagesBefore_anEvent_areTheLastOnesOfVisitorAndAssistant() {
        Instant noon = NOON.plusNanos(7_000);
        ThreadEvent one = at(NOON.minusSeconds(1), "comm.user_message");
        ThreadEvent other = at(NOON, "rag.query");
        ThreadEvent two = at(NOON, "comm.assistant_message");
        ThreadEvent three = at(noon, "comm.user_message");
        ThreadEvent four = at(noon, "comm.assistant_message"); // its id is greater
        store.create(Samples.thread(id), List.of(one, other, two, three, four));
        ThreadId elsewhere = ThreadId.create();
        store.create(Samples.thread(elsewhere), List.of(at(NOON, "comm.user_message")));

        assertThat(store.messagesBefore(id, four.id(), 10)).containsExactly(one, two, three);
        assertThat(store.messagesBefore(id, four.id(), 2)).containsExactly(two, three);
        assertThat(store.messagesBefore(id, three.id(), 10)).containsExactly(one, two);
        assertThat(store.messagesBefore(id, one.id(), 10)).isEmpty();
        assertThat(store.messagesBefore(elsewhere, four.id(), 10)).isEmpty();
        assertThat(store.messagesBefore(id, Uuid7.next(), 10)).isEmpty();
    }

    private static ThreadEvent at(Instant time, String type) {
        return new ThreadEvent(Uuid7.next(), time, type, Map.of("content", "x"));
    }

    @Test
    void append_repeatedEventId_changesNothing() {
        ThreadEvent event = Samples.event("one");
        ThreadEvent impostor = new ThreadEvent(event.id(), NOON, "comm.other", Map.of());
        ThreadEvent next = Samples.event("two");
        store.append(id, List.of(event));

        store.append(id, List.of(impostor, next));

        assertThat(store.events(id, 10)).containsExactly(event, next);
    }

    @Test
    void append_eventIdOfAnotherThread_isStored() {
        ThreadEvent event = Samples.event("one");
        ThreadId other = ThreadId.create();
        store.append(id, List.of(event));

        store.append(other, List.of(event));

        assertThat(store.events(other, 10)).containsExactly(event);
    }

    @Test
    void append_noEvents_changesNothing() {
        store.append(id, List.of());

        assertThat(store.events(id, 10)).isEmpty();
    }

    @Test
    void append_manyEventsAtOnce_storesAllOfThem() {
        List<ThreadEvent> events =
                IntStream.range(0, 45).mapToObj(i -> Samples.event(NOON.plusMillis(i))).toList();

        store.append(id, events);

        assertThat(store.events(id, 100)).isEqualTo(events);
    }

    @Test
    void append_allKindsOfData_comeBackEqual() {
        ThreadEvent event = Samples.event(JsonSamples.allKinds());

        store.append(id, List.of(event));

        assertThat(store.events(id, 1)).containsExactly(event);
    }

    @Test
    void append_typesOfAllShapes_comeBackEqual() {
        List<ThreadEvent> events =
                List.of(
                        new ThreadEvent(Uuid7.next(), NOON, "nodots", Map.of()),
                        new ThreadEvent(Uuid7.next(), NOON, "a.b.c", Map.of()),
                        new ThreadEvent(Uuid7.next(), NOON, "é".repeat(255), Map.of()));

        store.append(id, events);

        assertThat(store.events(id, 10)).isEqualTo(events);
    }

    @Test
    void append_largeEvent_comesBackEqual() {
        ThreadEvent event = Samples.event("long ".repeat(100_000));

        store.append(id, List.of(event));

        assertThat(store.events(id, 1)).containsExactly(event);
    }

    @Test
    void events_unknownThread_areNone() {
        assertThat(store.events(id, 10)).isEmpty();
    }

    @Test
    void events_areOrderedByTimeAndThenById() {
        ThreadEvent early = Samples.event(NOON);
        ThreadEvent laterLowId = event("00000000-0000-4000-8000-000000000001");
        ThreadEvent laterMiddleId = event("7fffffff-0000-4000-8000-000000000001");
        ThreadEvent laterHighId = event("ffffffff-0000-4000-8000-000000000001");

        store.append(id, List.of(laterHighId, early, laterMiddleId, laterLowId));

        assertThat(store.events(id, 10))
                .containsExactly(early, laterLowId, laterMiddleId, laterHighId);
    }

    @Test
    void events_moreThanTheLimit_areTheNewestOldestFirst() {
        List<ThreadEvent> events =
                List.of(
                        Samples.event(NOON),
                        Samples.event(NOON.plusNanos(1_000)),
                        Samples.event(NOON.plusNanos(2_000)));
        store.append(id, events);

        assertThat(store.events(id, 2)).isEqualTo(events.subList(1, 3));
    }

    @Test
    void events_limitZero_isRefused() {
        assertThatThrownBy(() -> store.events(id, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void reopened_storeHasWhatWasStored() {
        ChatThread thread = Samples.thread(id);
        ThreadEvent event = Samples.event("one");
        store.create(thread, List.of(event));
        store.close();

        store = open();

        assertThat(store.find(id)).contains(thread);
        assertThat(store.events(id, 10)).containsExactly(event);
    }

    @Test
    void openTwice_eachSeesWhatTheOtherStored() {
        ThreadEvent first = Samples.event("one");
        ThreadEvent second = Samples.event("two");
        try (ThreadStore other = openBeside()) {
            store.append(id, List.of(first));
            other.append(id, List.of(second));

            assertThat(store.events(id, 10)).containsExactly(first, second);
            assertThat(other.events(id, 10)).containsExactly(first, second);
        }
    }

    @Test
    void check_soundStore_returns() {
        assertThatCode(() -> store.check()).doesNotThrowAnyException();
    }

    @Test
    void close_again_changesNothing() {
        store.close();

        assertThatCode(() -> store.close()).doesNotThrowAnyException();
    }

    @Test
    void closed_everyCallFailsSayingSo() {
        store.close();

        assertThatThrownBy(() -> store.append(id, List.of(Samples.event("late"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.create(Samples.thread(id), List.of()))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.find(id)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.events(id, 1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.check()).isInstanceOf(StoreException.class);
    }

    @Test
    void append_interruptedCaller_failsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> store.append(id, List.of(Samples.event("never"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.events(id, 10)).isEmpty();
    }

    @Test
    void events_interruptedCaller_failsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> store.events(id, 10))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    private static ThreadEvent event(String eventId) {
        return new ThreadEvent(
                UUID.fromString(eventId), NOON.plusSeconds(1), "comm.user_message", Map.of());
    }
}
