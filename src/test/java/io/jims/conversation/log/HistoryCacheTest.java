package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.observe.Metric;
import io.jims.testing.Logs;
import io.jims.testing.SharedMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCacheTest {
    private static final int HISTORY = 100;
    private static final int LARGE = 1_000;

    private final SharedMemory memory = new SharedMemory();
    private final SharedMemory.Replica here = memory.join();
    private final SharedMemory.Replica elsewhere = memory.join();

    @Test
    void manyThreads_takeNoMoreThanItsBytes_together() {
        long bytes = 40 * LARGE;
        HistoryCache cache = new HistoryCache(HISTORY, bytes);
        List<ThreadLog> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ThreadLog log = ThreadLog.create(here, ChatThread.create("ann", null), cache);
            say(log, "x".repeat(LARGE));
            open.add(log);
        }

        assertThat(used(cache)).isBetween(bytes / 2, bytes);
        assertThat(open).allSatisfy(log -> assertThat(log.events()).hasSize(3));
        assertThat(used(cache)).isBetween(bytes / 2, bytes);
    }

    @Test
    void oneThread_takesAQuarterOfIt_atMost() {
        HistoryCache cache = new HistoryCache(HISTORY, 4_000);

        assertThat(cache.threadBytes()).isEqualTo(1_000);
        assertThat(cache.events()).isEqualTo(HISTORY);
        assertThat(cache.metrics())
                .extracting(metric -> metric.value().getAsLong())
                .containsExactly(0L, 4_000L);
    }

    @Test
    void historyOfAThread_isReadOnce_whereThereIsRoom() {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadLog log = ThreadLog.create(here, thread, new HistoryCache(HISTORY, 1 << 20));
        say(log, "one");
        ThreadLog resumed = ThreadLog.resume(elsewhere, thread, new HistoryCache(HISTORY, 1 << 20));
        memory.erase(thread.id());

        assertThat(resumed.events()).hasSize(3); // not read from the store
        assertThat(log.events()).isEqualTo(resumed.events());
    }

    @Test
    void droppedHistory_isReadAgain_asItWas() {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadLog log = ThreadLog.create(here, thread, nothingKept());
        say(log, "one");
        ThreadEvent two = say(log, "two");

        assertThat(log.events()).isEqualTo(here.events(thread.id(), HISTORY)).hasSize(5);
        assertThat(log.find(two.id())).contains(two);
        assertThat(log.hasReceived(two.id())).isTrue();
        assertThat(log.find(Uuid7.next())).isEmpty();
        assertThat(log.awaitsAnswer()).isFalse();
    }

    @Test
    void droppedHistory_isReadUpToWhatIsFollowed_othersNewsStayNews() {
        ChatThread thread = ChatThread.create("ann", null);
        HistoryCache cache = nothingKept();
        ThreadLog log = ThreadLog.create(here, thread, cache);
        say(log, "one");
        ThreadLog other = ThreadLog.resume(elsewhere, thread, cache);
        say(other, "two");

        assertThat(log.events()).extracting(event -> event.text("content")).doesNotContain("two");
        ThreadNews news = Logs.refresh(log).orElseThrow();

        assertThat(news.events())
                .extracting(event -> event.text("content"))
                .containsExactly("two", "answer");
        assertThat(log.events()).isEqualTo(here.events(thread.id(), HISTORY));
        assertThat(Logs.refresh(log)).isEmpty();
    }

    @Test
    void eventsThatARunSees_stayInMemory_untilItHasEnded() {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadLog log = ThreadLog.create(here, thread, nothingKept());
        say(log, "one");
        log.holdEvents();
        assertThat(log.events()).hasSize(3); // as the run asks for them
        memory.erase(thread.id());

        assertThat(log.events()).hasSize(3); // not read from the store

        log.releaseEvents();
        assertThat(log.events()).isEmpty();
    }

    @Test
    void historyOfAThreadThatIsOver_makesRoomAtOnce() {
        HistoryCache cache = new HistoryCache(HISTORY, 1 << 20);
        ThreadLog log = ThreadLog.create(here, ChatThread.create("ann", null), cache);
        say(log, "one");

        log.close();

        assertThat(used(cache)).isZero();
        assertThat(log.events()).hasSize(3); // whoever still has it reads it again
    }

    @Test
    void owedMessage_olderThanAllThatIsKept_isOwedAllTheSame() {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadLog log = ThreadLog.create(here, thread, new HistoryCache(HISTORY, 1 << 20));
        UserMessage first = owed("one");
        UserMessage second = owed("two");
        UserMessage third = owed("three");
        log.receive(first);
        log.receive(second);
        log.receive(third);
        log.settle(first, List.of(Events.assistant("x".repeat(LARGE))));

        ThreadLog resumed = ThreadLog.resume(elsewhere, thread, new HistoryCache(HISTORY, LARGE));

        assertThat(resumed.events()).hasSize(1);
        assertThat(resumed.unanswered())
                .extracting(ThreadEvent::id)
                .containsExactly(second.id(), third.id());
    }

    private static UserMessage owed(String text) {
        return new UserMessage(Uuid7.next(), text, null, true, null);
    }

    private static HistoryCache nothingKept() {
        return new HistoryCache(HISTORY, 1, 1 << 20);
    }

    private static ThreadEvent say(ThreadLog log, String text) {
        UserMessage message = new UserMessage(Uuid7.next(), text, null, true, null);
        ThreadEvent event = log.receive(message);
        log.settle(message, List.of(Events.assistant("answer")));
        return event;
    }

    private static long used(HistoryCache cache) {
        return cache.metrics().stream().map(Metric::value).findFirst().orElseThrow().getAsLong();
    }
}
