package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.admission.token.ContactId;
import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.ThreadStore;
import io.jims.testing.HeldStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a message whose id is taken, on every database.
@Timeout(60)
abstract class MessageIdContract {
    private static final Pipeline ECHO =
            context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());

    private final RecordingFollower follower = new RecordingFollower();
    private ThreadStore store;

    /// Opens the test's own database, empty at first.
    abstract ThreadStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void idOfAnAnswer_isRefused_andNothingIsToldOrStored() throws Exception {
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "Hello", follower);
            follower.until("ended");
            List<ThreadEvent> before = store.events(conversation.id(), 10);
            follower.soFar();

            for (ThreadEvent taken : List.of(before.getFirst(), before.getLast())) {
                assertRefused(() -> replica.say(conversation, message(taken.id()), follower));
            }

            assertThat(follower.soFar()).isEmpty();
            assertThat(store.events(conversation.id(), 10)).isEqualTo(before);
            assertThat(store.unanswered(conversation.id())).isEmpty();
        }
    }

    @Test
    void idOfAnEventThatIsNotInMemory_isRefused_andThatOfAMessageIsRepeated() throws Exception {
        UserMessage first = message(Uuid7.next());
        ThreadEvent old = Events.assistant("old");
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, first, follower);
            follower.until("ended");
            conversation.unfollow(follower);
            store.append(conversation.id(), List.of(old));
            List<ThreadEvent> later =
                    IntStream.range(0, 2 * TestReplica.HISTORY)
                            .mapToObj(i -> Events.assistant("later " + i))
                            .toList();
            store.append(conversation.id(), later);
            conversation.forget();
            follower.soFar();

            assertRefused(() -> replica.say(conversation, message(old.id()), follower));
            assertThat(follower.soFar()).isEmpty();
            replica.say(conversation, first, follower);

            assertThat(follower.soFar()).containsExactly("accepted", "answered");
            assertThat(store.unanswered(conversation.id())).isEmpty();
        }
    }

    @Test
    void idOfAMessageThatIsStreamed_isRefused_andTheAnswerIsStored() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "Hello", follower);
            held.awaitStreamed();
            RecordingFollower late = new RecordingFollower();
            conversation.follow(late);
            UUID streamed = Objects.requireNonNull(late.active().streamed());

            assertRefused(() -> replica.say(conversation, message(streamed), follower));
            held.release(1);

            follower.until("ended");
            assertThat(store.event(conversation.id(), streamed))
                    .map(event -> event.text("content"))
                    .contains("Hello");
        }
    }

    @Test
    void firstMessage_ofAnotherContactWithTheSameId_isRefused() throws Exception {
        UserMessage first = message(Uuid7.next());
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.joinOrCreate(first.id(), "ann");
            replica.say(conversation, first, follower);

            assertForbidden(() -> replica.joinOrCreate(first.id(), "bob"));
            assertThat(replica.joinOrCreate(first.id(), "ann")).isSameAs(conversation);
        }
        try (TestReplica restarted = new TestReplica(store, ECHO)) {
            assertForbidden(() -> restarted.joinOrCreate(first.id(), "bob"));
            assertThat(restarted.joinOrCreate(first.id(), "ann").contactId())
                    .contains(new ContactId("ann").value());
        }
    }

    private static UserMessage message(UUID id) {
        return new UserMessage(id, "Mine", null, true, null);
    }

    private static void assertRefused(ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FRAME))
                .hasMessageContaining("has the id of this message");
    }

    private static void assertForbidden(ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
}
