package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ThreadStore] keeps of answers that are owed and of external ids.
public abstract class OwedAnswersContract {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final ThreadId id = ThreadId.create();
    private ThreadStore store;

    /// Opens the test's own database, empty at first, once more each time.
    protected abstract ThreadStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void nothingOwed_isNone() {
        store.create(thread(id, null, NOON), List.of(Samples.event("one")));

        assertThat(store.unanswered(id)).isEmpty();
        assertThat(store.unanswered(ThreadId.create())).isEmpty();
        assertThat(store.threadsOwingAnswers(10)).isEmpty();
    }

    @Test
    void unanswered_isStoredWithItsEvents_untilItIsAnswered() {
        ChatThread thread = thread(id, null, NOON);
        ThreadEvent question = Samples.event("question");
        ThreadEvent answer = Samples.event("answer");

        store.store(new ThreadChange(id, thread, List.of(question), question.id(), null));
        assertThat(store.unanswered(id)).containsExactly(question.id());
        assertThat(store.threadsOwingAnswers(10)).containsExactly(thread);
        assertThat(store.events(id, 10)).containsExactly(question);

        store.store(new ThreadChange(id, null, List.of(answer), null, question.id()));
        assertThat(store.unanswered(id)).isEmpty();
        assertThat(store.threadsOwingAnswers(10)).isEmpty();
        assertThat(store.events(id, 10)).containsExactlyInAnyOrder(question, answer);
    }

    @Test
    void answeredWithoutEvents_isOwedNoMore() {
        UUID owed = owe(id, NOON);

        store.store(new ThreadChange(id, null, List.of(), null, owed));

        assertThat(store.unanswered(id)).isEmpty();
    }

    @Test
    void answered_leavesWhatElseIsOwed() {
        UUID first = owe(id, NOON);
        UUID second = owe(id, NOON);
        ThreadId other = ThreadId.create();
        UUID elsewhere = owe(other, NOON);

        store.store(new ThreadChange(id, null, List.of(), null, first));

        assertThat(store.unanswered(id)).containsExactly(second);
        assertThat(store.unanswered(other)).containsExactly(elsewhere);
    }

    @Test
    void answeredOrUnansweredTwice_changesNothing() {
        ThreadEvent question = Samples.event("question");
        ThreadChange owing =
                new ThreadChange(
                        id, thread(id, null, NOON), List.of(question), question.id(), null);
        ThreadChange answering = new ThreadChange(id, null, List.of(), null, question.id());
        store.store(owing);
        store.store(owing);
        assertThat(store.unanswered(id)).containsExactly(question.id());

        store.store(answering);
        store.store(answering);

        assertThat(store.unanswered(id)).isEmpty();
        assertThat(store.events(id, 10)).containsExactly(question);
    }

    @Test
    void sameMessageIdInTwoThreads_isOwedByEach() {
        ThreadEvent question = Samples.event("question");
        ThreadId other = ThreadId.create();
        for (ThreadId thread : List.of(id, other)) {
            store.store(
                    new ThreadChange(
                            thread,
                            thread(thread, null, NOON),
                            List.of(question),
                            question.id(),
                            null));
        }

        store.store(new ThreadChange(id, null, List.of(), null, question.id()));

        assertThat(store.unanswered(id)).isEmpty();
        assertThat(store.unanswered(other)).containsExactly(question.id());
    }

    @Test
    void threadsOwingAnswers_areEachNamedOnce_theOldestFirst_atMostTheLimit() {
        ThreadId second = ThreadId.create();
        ThreadId third = ThreadId.create();
        owe(third, NOON.plusSeconds(2));
        owe(id, NOON);
        owe(id, NOON);
        owe(second, NOON.plusSeconds(1));

        assertThat(store.threadsOwingAnswers(10))
                .extracting(ChatThread::id)
                .containsExactly(id, second, third);
        assertThat(store.threadsOwingAnswers(2))
                .extracting(ChatThread::id)
                .containsExactly(id, second);
    }

    @Test
    void reopened_storeKnowsWhatIsOwed() {
        UUID owed = owe(id, NOON);
        store.close();

        store = open();

        assertThat(store.unanswered(id)).containsExactly(owed);
        assertThat(store.threadsOwingAnswers(10)).extracting(ChatThread::id).containsExactly(id);
    }

    @Test
    void findByExternalId_givesItsThread_andNoOther() {
        ChatThread thread = thread(id, "widget:1", NOON);
        store.create(thread, List.of());
        store.create(thread(ThreadId.create(), null, NOON), List.of());

        assertThat(store.findByExternalId("widget:1")).contains(thread);
        assertThat(store.findByExternalId("widget:")).isEmpty();
        assertThat(store.findByExternalId("")).isEmpty();
    }

    @Test
    void closed_everyCallFails() {
        store.close();

        assertThatThrownBy(() -> store.unanswered(id)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.threadsOwingAnswers(1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findByExternalId("x")).isInstanceOf(StoreException.class);
    }

    private UUID owe(ThreadId thread, Instant createdAt) {
        ThreadEvent question = Samples.event("question");
        store.store(
                new ThreadChange(
                        thread,
                        thread(thread, null, createdAt),
                        List.of(question),
                        question.id(),
                        null));
        return question.id();
    }

    private static ChatThread thread(ThreadId id, @Nullable String externalId, Instant createdAt) {
        return new ChatThread(id, "visitor", externalId, createdAt, Map.of());
    }
}
