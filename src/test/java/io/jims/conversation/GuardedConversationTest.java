package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.guard.Masking;
import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.EventTypes;
import io.jims.core.Guard;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.testing.Await;
import io.jims.testing.InMemoryThreadStore;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedConversationTest {
    private static final String CARD = "4111111111111111";
    private static final Guard MASKING = new Masking(EnumSet.allOf(Masking.Kind.class));

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower follower = new RecordingFollower();
    private final AtomicReference<String> seen = new AtomicReference<>();
    private final Pipeline echo =
            context -> {
                seen.set(context.lastUserMessage().orElseThrow());
                context.sendMessage("I mail ann@example.org about " + seen.get());
            };

    @Test
    void masked_isWhatIsStored_seenByTheApp_andShown_andNoPieceIsShownBefore() throws Exception {
        try (TestReplica replica = new TestReplica(store, echo, MASKING)) {
            Conversation conversation = begin(replica);

            replica.say(conversation, "Pay by " + CARD, follower);

            String answer = "said I mail [e-mail] about Pay by [card 1111]";
            assertThat(follower.until("ended"))
                    .containsExactly("accepted", "said Pay by [card 1111]", answer, "ended");
            assertThat(seen).hasValue("Pay by [card 1111]");
            assertThat(stored(conversation)).noneMatch(text -> text.contains(CARD));
            assertThat(stored(conversation)).noneMatch(text -> text.contains("ann@"));
            assertThat(replica.verdicts())
                    .containsExactly("message_replaced 1", "answer_replaced 1");
        }
    }

    @Test
    void masked_isWhatAClientWithoutPromisesSays_andHears() throws Exception {
        try (TestReplica replica = new TestReplica(store, echo, MASKING)) {
            Conversation conversation = begin(replica);

            List<ThreadEvent> answer =
                    replica.answerer()
                            .answer(
                                    conversation,
                                    UserMessage.of(CARD),
                                    TestReplica.CLIENT,
                                    Span.NONE);

            assertThat(answer)
                    .extracting(ThreadEvent::content)
                    .containsExactly("I mail [e-mail] about [card 1111]");
            assertThat(stored(conversation)).noneMatch(text -> text.contains(CARD));
        }
    }

    @Test
    void maskedMessage_sentAgain_isAnsweredOnce() throws Exception {
        try (TestReplica replica = new TestReplica(store, echo, MASKING)) {
            Conversation conversation = begin(replica);
            UserMessage message = replica.say(conversation, CARD, follower);
            follower.until("ended");

            replica.say(conversation, message, follower);

            assertThat(follower.soFar()).containsExactly("accepted", "answered");
        }
    }

    @Test
    void refusedMessage_isToldInItsWords_andNotStored() throws Exception {
        Guard strict =
                new Guard() {
                    @Override
                    public Verdict message(String text) {
                        return text.contains("bad") ? new Refuse("Be kind.") : new Pass();
                    }
                };
        try (TestReplica replica = new TestReplica(store, echo, strict)) {
            Conversation conversation = begin(replica);

            assertThatThrownBy(() -> replica.say(conversation, "bad words", follower))
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            e -> assertThat(e.textForVisitor()).isEqualTo("Be kind."));

            assertThat(store.events(conversation.id())).isEmpty();
            replica.say(conversation, "good words", follower);
            assertThat(follower.until("ended")).contains("said good words");
            assertThat(replica.verdicts()).containsExactly("message_refused 1");
        }
    }

    @Test
    void refusedAnswer_failsTheRunWithItsWords_andIsNotKept() throws Exception {
        Guard strict =
                new Guard() {
                    @Override
                    public Verdict answer(String text) {
                        return new Refuse("I may not say that.");
                    }
                };
        try (TestReplica replica = new TestReplica(store, echo, strict)) {
            Conversation conversation = begin(replica);

            replica.say(conversation, "Hello", follower);

            assertThat(follower.until("ended"))
                    .containsExactly(
                            "accepted",
                            "said Hello",
                            "failed PIPELINE I may not say that.",
                            "ended");
            assertThat(stored(conversation)).noneMatch(text -> text.contains("I mail"));
            assertThat(store.unanswered(conversation.id())).isEmpty();
            ThreadEvent end = store.events(conversation.id()).getLast();
            assertThat(end.type()).isEqualTo(EventTypes.RUN_FAILED);
            assertThat(end.data().get("text")).isEqualTo("I may not say that.");
            assertThat(end.data().get(EventTypes.GUARDED)).isEqualTo(true);
            Await.until("it is counted", () -> replica.count("refused") == 1);
            assertThat(replica.count("failed")).isZero();
            assertThat(replica.verdicts()).containsExactly("answer_refused 1");
        }
    }

    @Test
    void guardThatFails_letsNothingThrough_andSaysNothingOfWhy() throws Exception {
        Guard broken =
                new Guard() {
                    @Override
                    public Verdict message(String text) {
                        throw new IllegalStateException("no such host: policy.internal");
                    }
                };
        try (TestReplica replica = new TestReplica(store, echo, broken)) {
            Conversation conversation = begin(replica);

            assertThatThrownBy(() -> replica.say(conversation, "Hello", follower))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.textForVisitor()).isEmpty());
            assertThat(store.events(conversation.id())).isEmpty();
            assertThat(replica.verdicts()).containsExactly("message_failed 1");
        }
    }

    private Conversation begin(TestReplica replica) {
        Conversation conversation = replica.begin();
        conversation.follow(follower);
        return conversation;
    }

    private List<String> stored(Conversation conversation) {
        return store.events(conversation.id()).stream()
                .map(ThreadEvent::data)
                .map(String::valueOf)
                .toList();
    }
}
