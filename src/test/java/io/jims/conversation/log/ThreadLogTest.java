package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.StaleThreadException;
import io.jims.testing.SharedMemory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadLogTest {
    private static final int HISTORY = 100;
    private static final HistoryCache CACHE = new HistoryCache(HISTORY, 1 << 20);

    private final SharedMemory memory = new SharedMemory();
    private final SharedMemory.Replica here = memory.join();
    private final SharedMemory.Replica elsewhere = memory.join();
    private final ChatThread thread = ChatThread.create("ann", null);
    private final ThreadId id = thread.id();
    private final ThreadLog log = ThreadLog.create(here, thread, CACHE);

    @Test
    void version_countsEveryStepThatWasStored() {
        assertThat(log.version()).isZero();

        UserMessage message = owed("Hello");
        log.receive(message);
        assertThat(log.version()).isEqualTo(1).isEqualTo(here.version(id));

        log.settle(message, List.of(Events.assistant("Hi")));
        assertThat(log.version()).isEqualTo(2).isEqualTo(here.version(id));
        assertThat(log.refresh()).isEmpty();
    }

    @Test
    void settledEvents_areInTheLog_asTheyAreStored() {
        UserMessage message = owed("Hello");
        log.receive(message);

        List<ThreadEvent> stored = log.settle(message, List.of(Events.assistant("Hi")));

        assertThat(log.events()).endsWith(stored.getFirst()).isEqualTo(here.events(id, HISTORY));
        assertThat(log.find(stored.getFirst().id())).contains(stored.getFirst());
        assertThat(here.unanswered(id)).isEmpty();
    }

    @Test
    void awaitsAnswer_whileTheLastWordIsTheVisitors() {
        UserMessage message = owed("Hello");
        log.receive(message);
        assertThat(log.awaitsAnswer()).isTrue();

        log.settle(message, List.of(Events.assistant("Hi"), Events.event("rag.query", "?")));

        assertThat(log.awaitsAnswer()).isFalse();
    }

    @Test
    void failure_ofAMessageThatIsOwed_isStored_andItIsOwedNoMore() {
        UserMessage message = owed("Hello");
        log.receive(message);
        assertThat(here.unanswered(id)).containsExactly(message.id());

        List<ThreadEvent> stored =
                log.settleFailure(message, new ChatException(ErrorCode.PIPELINE, "no luck"));

        ThreadEvent failed = stored.getFirst();
        assertThat(failed.type()).isEqualTo("jims.lifecycle.run_failed");
        assertThat(failed.data())
                .isEqualTo(
                        Map.of(
                                "message_id",
                                message.id().toString(),
                                "code",
                                "pipeline",
                                "text",
                                "no luck",
                                "said",
                                true));
        assertThat(RunFailure.of(failed))
                .contains(new RunFailure(message.id(), ErrorCode.PIPELINE, "no luck"));
        assertThat(log.events()).endsWith(failed).isEqualTo(here.events(id, HISTORY));
        assertThat(here.unanswered(id)).isEmpty();
    }

    @Test
    void failure_ofAMessageThatIsOwedNothing_isNotStored() {
        UserMessage message = UserMessage.of("Hello");
        log.receive(message);

        log.settleFailure(message, new ChatException(ErrorCode.TIMEOUT, "too late"));

        assertThat(here.events(id, HISTORY)).hasSize(2);
        assertThat(log.version()).isEqualTo(1);
    }

    @Test
    void eventOfAFailureThatIsNone_isNoFailure() {
        assertThat(RunFailure.of(Events.event("jims.lifecycle.run_failed", "whose?"))).isEmpty();
        assertThat(RunFailure.of(Events.assistant("Hi"))).isEmpty();
    }

    @Test
    void write_afterAnotherReplicaWrote_isRefused_untilThatIsFollowed() {
        log.receive(owed("one"));
        ThreadLog other = ThreadLog.resume(elsewhere, thread, CACHE);
        UserMessage two = owed("two");
        other.receive(two);
        UserMessage three = owed("three");

        assertThatThrownBy(() -> log.receive(three)).isInstanceOf(StaleThreadException.class);
        ThreadNews news = log.refresh().orElseThrow();
        log.receive(three);

        assertThat(news.events()).extracting(e -> e.text("content")).containsExactly("two");
        assertThat(news.owed()).contains(two.id()).hasSize(2);
        assertThat(log.hasReceived(two.id())).isTrue();
        assertThat(log.events()).isEqualTo(here.events(id, HISTORY)).hasSize(4);
    }

    @Test
    void deletedThread_isForgotten_andBeginsAnewWithTheNextMessage() {
        UserMessage old = owed("old");
        log.receive(old);
        memory.erase(id);

        ThreadNews news = log.refresh().orElseThrow();

        assertThat(news).isEqualTo(new ThreadNews(List.of(), Set.of()));
        assertThat(log.events()).isEmpty();
        assertThat(log.isStored()).isFalse();
        assertThat(log.hasReceived(old.id())).isFalse();

        log.receive(owed("new"));

        assertThat(here.find(id)).contains(thread);
        assertThat(here.events(id, HISTORY))
                .isEqualTo(log.events())
                .extracting(ThreadEvent::type)
                .containsExactly("jims.lifecycle.thread_created", "comm.user_message");
    }

    @Test
    void answerToAMessageThatWasDeleted_isNotStored() {
        UserMessage old = owed("old");
        log.receive(old);
        memory.memory().erase(id); // whose version is not known yet

        List<ThreadEvent> told = log.settle(old, List.of(Events.assistant("all this")));

        assertThat(told).hasSize(1);
        assertThat(log.events()).isEmpty();
        assertThat(memory.memory().threads()).isEmpty();
    }

    private static UserMessage owed(String text) {
        return new UserMessage(Uuid7.next(), text, null, true, null);
    }
}
