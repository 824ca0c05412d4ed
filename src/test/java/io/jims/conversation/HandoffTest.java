package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.conversation.handoff.PersonMessage;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.CommandAnswers;
import io.jims.core.Events;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ThreadChange;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.TestQuotas;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a conversation while a person has it.
@Timeout(60)
class HandoffTest {
    private static final Handoff TO_ANNA = new Handoff(Mode.HUMAN, "anna");
    private static final Handoff BACK = new Handoff(Mode.ASSISTANT, "anna");

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower follower = new RecordingFollower();
    private final AtomicInteger runs = new AtomicInteger();

    /// Answers with all that was said.
    private final Pipeline listing =
            context -> {
                runs.incrementAndGet();
                context.sendMessage(
                        context.history().stream().map(said -> said.content()).toList().toString());
            };

    @Test
    void messageToAPerson_isAcknowledgedAndOver_ownedByNobody_andNotRun() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);

            assertThat(replica.handoffs().handOff(conversation.id(), TO_ANNA)).isTrue();
            replica.say(conversation, "Anyone?", follower);

            assertThat(follower.until("ended"))
                    .containsExactly("handed HUMAN", "accepted", "said Anyone?", "ended");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            assertThat(runs).hasValue(1);
            assertThat(types(conversation.id())).endsWith("state.set.handoff", "comm.user_message");
            assertThat(conversation.beginAnswering()).isFalse();
        }
    }

    @Test
    void whatAPersonSays_isTold_underTheirName() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);
            replica.handoffs().handOff(conversation.id(), TO_ANNA);

            ThreadEvent said =
                    replica.handoffs()
                            .say(conversation.id(), new PersonMessage("I am here.", "Anna"))
                            .orElseThrow();

            assertThat(follower.until("said I am here.")).hasSize(2);
            assertThat(said.isFromPerson()).isTrue();
            assertThat(said.data())
                    .isEqualTo(
                            Map.of("role", "assistant", "content", "I am here.", "author", "Anna"));
            assertThat(store.events(conversation.id())).endsWith(said);
        }
    }

    @Test
    void backAtTheAssistant_onlyTheNextMessageIsRun_andSeesWhatWasSaidMeanwhile() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);
            ThreadId id = conversation.id();
            replica.handoffs().handOff(id, TO_ANNA);
            replica.say(conversation, "Anyone?", follower);
            replica.handoffs().say(id, new PersonMessage("Me.", "Anna"));
            replica.say(conversation, "Thanks", follower);
            follower.until("said Thanks");

            replica.handoffs().handOff(id, BACK);
            assertThat(follower.until("handed ASSISTANT"))
                    .containsExactly("ended", "handed ASSISTANT");
            replica.say(conversation, "And now?", follower);

            assertThat(follower.until("ended"))
                    .contains("said [Hi, [Hi], Anyone?, Me., Thanks, And now?]");
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void runUnderWay_isStopped_andWhatItStreamedIsKept() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "Hello", follower);
            held.awaitStreamed();

            replica.handoffs().handOff(conversation.id(), TO_ANNA);

            assertThat(follower.until("stopped")).contains("handed HUMAN", "said Hel");
            assertThat(store.unanswered(conversation.id())).isEmpty();
        }
    }

    @Test
    void messagesThatWait_areOwedNothingAnyMore_andNeverRun() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "one", follower);
            held.awaitBegun();
            replica.say(conversation, "two", follower);
            replica.say(conversation, "three", follower);

            replica.handoffs().handOff(conversation.id(), TO_ANNA);

            follower.until("stopped");
            follower.until("ended");
            follower.until("ended");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            replica.handoffs().handOff(conversation.id(), BACK);
            replica.say(conversation, "four", follower);
            assertThat(held.awaitBegun()).isEqualTo("four");
            held.release(1);
            follower.until("said Echo: four");
        }
    }

    @Test
    void whatADeadProcessOwed_isNotRun_whereAPersonHasTheThread() throws Exception {
        ThreadId id;
        try (TestReplica replica = new TestReplica(store, listing)) {
            id = begin(replica).id();
        }
        ThreadEvent owed = Events.user("Lost?");
        store.store(
                new ThreadChange(
                        id,
                        null,
                        List.of(owed, ThreadEvent.create("state.set.handoff", TO_ANNA.toData())),
                        owed.id(),
                        null));
        try (TestReplica replica = new TestReplica(store, listing)) {
            replica.open(id).follow(follower);

            replica.recover();

            follower.until("ended");
            assertThat(store.unanswered(id)).isEmpty();
            assertThat(runs).hasValue(1);
        }
    }

    /// The event that says so is older than all that is in memory.
    @Test
    void longThreadOfAPerson_isStillTheirs_afterARestart() throws Exception {
        HistoryCache few = new HistoryCache(3, 1 << 20);
        ThreadId id;
        try (TestReplica replica = replica(Quotas.NONE, few)) {
            Conversation conversation = begin(replica);
            id = conversation.id();
            replica.handoffs().handOff(id, TO_ANNA);
            for (int i = 0; i < 5; i++) {
                replica.say(conversation, "Still there?", follower);
            }
        }
        try (TestReplica replica = replica(Quotas.NONE, new HistoryCache(3, 1 << 20))) {
            RecordingFollower later = new RecordingFollower();
            Conversation conversation = replica.open(id);
            conversation.follow(later);
            assertThat(later.welcome().isWithPerson()).isTrue();

            replica.say(conversation, "Hello?", later);

            assertThat(later.until("ended")).containsExactly("accepted", "said Hello?", "ended");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void visitorWhoAsksForAPerson_hasOne_andTheirClickIsNotRun() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);
            UserMessage click =
                    new UserMessage(Uuid7.next(), "btn:handoff", "A person", true, null);

            replica.say(conversation, click.askingForPerson(true), follower);

            assertThat(follower.until("ended"))
                    .containsExactly("accepted", "handed HUMAN", "said btn:handoff", "ended");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            assertThat(runs).hasValue(1);
            assertThat(types(conversation.id()))
                    .endsWith("state.set.handoff", "comm.user_button_click");
        }
    }

    @Test
    void clickThatMayNotAskForAPerson_isTheAppsToAnswer() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);
            UserMessage click = new UserMessage(Uuid7.next(), "btn:handoff", null, true, null);

            replica.say(conversation, click.askingForPerson(false), follower);

            assertThat(follower.until("ended")).contains("said [Hi, [Hi], btn:handoff]");
        }
    }

    @Test
    void app_handsOff_whenItsRunHasEnded() throws Exception {
        Pipeline app =
                context -> {
                    runs.incrementAndGet();
                    context.handOff("wants a refund");
                    context.sendMessage("A colleague will answer.");
                };
        try (TestReplica replica = new TestReplica(store, app)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "Refund!", follower);
            assertThat(follower.until("ended"))
                    .contains("handed HUMAN", "said A colleague will answer.");

            replica.say(conversation, "Hello?", follower);

            assertThat(follower.until("ended")).hasSize(3);
            assertThat(runs).hasValue(1);
            assertThat(store.events(conversation.id()))
                    .filteredOn(event -> event.type().equals("state.set.handoff"))
                    .extracting(event -> event.data().get("reason"))
                    .containsExactly("wants a refund");
        }
    }

    @Test
    void retry_whileAPersonHasTheThread_andBehindThat_isNotRun() throws Exception {
        Pipeline failing =
                context -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("no luck");
                };
        try (TestReplica replica = new TestReplica(store, failing)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            UserMessage message = replica.say(conversation, "Hi", follower);
            follower.until("ended");
            replica.handoffs().handOff(conversation.id(), TO_ANNA);

            replica.retry(conversation, message.id(), follower);
            assertThat(follower.until("answered")).contains("accepted");
            replica.handoffs().handOff(conversation.id(), BACK);
            replica.retry(conversation, message.id(), follower);

            assertThat(follower.until("answered")).contains("accepted");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void messagesToPeople_takeNothingOfTheDaysBudget() throws Exception {
        Quotas one = TestQuotas.daily(new DailyQuotas(1, 0, 0, 0, 0));
        try (TestReplica replica = replica(one, new HistoryCache(TestReplica.HISTORY, 1 << 20))) {
            Conversation conversation = begin(replica);
            UserMessage click = new UserMessage(Uuid7.next(), "btn:handoff", null, true, null);
            replica.say(conversation, click.askingForPerson(true), follower);
            for (int i = 0; i < 5; i++) {
                replica.say(conversation, "Hello?", follower);
                follower.until("ended");
            }

            replica.answerer()
                    .answer(conversation, UserMessage.of("Basic"), TestReplica.CLIENT, Span.NONE);

            assertThat(types(conversation.id())).filteredOn("comm.user_message"::equals).hasSize(7);
        }
    }

    @Test
    void messageOfTheBasicProtocol_toAPerson_hasNoAnswer_andIsOverForOthers() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);
            replica.handoffs().handOff(conversation.id(), TO_ANNA);

            List<ThreadEvent> answer =
                    replica.answerer()
                            .answer(
                                    conversation,
                                    UserMessage.of("Anyone?"),
                                    TestReplica.CLIENT,
                                    Span.NONE);

            assertThat(answer).isEmpty();
            assertThat(follower.until("ended"))
                    .containsExactly("handed HUMAN", "said Anyone?", "ended");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void typing_isTold_andNotStored() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            Conversation conversation = begin(replica);
            int before = store.events(conversation.id()).size();

            replica.handoffs().tellTyping(conversation.id(), "Anna");

            follower.until("typing Anna");
            assertThat(store.events(conversation.id())).hasSize(before);
        }
    }

    @Test
    void unknownThread_hasNoPerson() throws Exception {
        try (TestReplica replica = new TestReplica(store, listing)) {
            ThreadId unknown = ThreadId.create();

            assertThat(replica.handoffs().handOff(unknown, TO_ANNA)).isFalse();
            assertThat(replica.handoffs().say(unknown, new PersonMessage("Me.", "Anna"))).isEmpty();
            assertThat(store.threads()).isEmpty();
        }
    }

    private TestReplica replica(Quotas quotas, HistoryCache history) {
        return new TestReplica(store, listing, CommandAnswers.NONE, quotas, history);
    }

    /// A conversation with one message that was answered.
    private Conversation begin(TestReplica replica) throws InterruptedException {
        Conversation conversation = replica.begin();
        conversation.follow(follower);
        replica.say(conversation, "Hi", follower);
        follower.until("ended");
        return conversation;
    }

    private List<String> types(ThreadId id) {
        return store.events(id).stream().map(ThreadEvent::type).toList();
    }
}
