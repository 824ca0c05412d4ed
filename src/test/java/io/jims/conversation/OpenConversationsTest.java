package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.admission.Admission;
import io.jims.admission.Quotas;
import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identity;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.log.HistoryCache;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.observe.Tracer;
import io.jims.testing.InMemoryThreadStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How long a thread is one conversation, and who may have it.
class OpenConversationsTest {
    private static final ContactId ANN = new ContactId("ann");
    private static final ContactId BOB = new ContactId("bob");

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final Conversations conversations =
            new Conversations(
                    store,
                    new ConversationFactory(
                            store,
                            new Admission(Quotas.NONE, 16, store, InstantSource.system()),
                            Tracer.NONE,
                            new HistoryCache(100, 1 << 20),
                            8,
                            Guards.NONE));

    @Test
    void thread_isOneConversation_untilTheLastOfItsUsersLeaves() {
        Conversation first = conversations.create(ANN);
        Conversation second = conversations.join(first.id(), null).orElseThrow();
        conversations.hold(first);

        assertThat(second).isSameAs(first);
        assertThat(conversations.size()).isEqualTo(1);
        assertThat(conversations.allOpen()).containsExactly(first);

        conversations.leave(first);
        conversations.leave(first);
        assertThat(conversations.ifOpen(first.id())).contains(first);

        conversations.leave(first);
        assertThat(conversations.ifOpen(first.id())).isEmpty();
        assertThat(conversations.size()).isZero();
    }

    @Test
    void threadOfTheStore_isFound_unknownOneIsNot() {
        ChatThread thread = stored("ann", null);

        Conversation conversation = conversations.join(thread.id(), null).orElseThrow();

        assertThat(conversation.id()).isEqualTo(thread.id());
        assertThat(conversation.contactId()).contains("ann");
        assertThat(conversations.join(ThreadId.create(), null)).isEmpty();
    }

    @Test
    void threadOfSomeoneElse_isRefused_andNotHeldOpen() {
        ChatThread thread = stored("ann", null);

        assertForbidden(() -> conversations.join(thread.id(), visitor(BOB)));

        assertThat(conversations.size()).isZero();
        assertThat(conversations.join(thread.id(), visitor(ANN))).isPresent();
    }

    @Test
    void firstMessageThatIsSentAgain_findsItsThread_openOrStored() {
        UUID message = Uuid7.next();
        Conversation begun = conversations.joinOrCreate(message, ANN);

        assertThat(conversations.joinOrCreate(message, ANN)).isSameAs(begun);
        assertForbidden(() -> conversations.joinOrCreate(message, BOB));

        UUID earlier = Uuid7.next();
        ChatThread thread = stored("ann", "widget:" + earlier);
        assertThat(conversations.joinOrCreate(earlier, ANN).id()).isEqualTo(thread.id());
    }

    @Test
    void firstMessageOfAThreadThatWasNeverStored_beginsAnotherOne_onceAllHaveLeft() {
        UUID message = Uuid7.next();
        Conversation begun = conversations.joinOrCreate(message, ANN);
        conversations.leave(begun);

        assertThat(conversations.joinOrCreate(message, ANN)).isNotSameAs(begun);
    }

    @Test
    void abandonedThread_isNotThatOfItsFirstMessage_evenWhileOthersHaveIt() {
        UUID message = Uuid7.next();
        Conversation begun = conversations.joinOrCreate(message, ANN);
        conversations.hold(begun);

        conversations.abandon(begun, message);

        assertThat(conversations.joinOrCreate(message, ANN)).isNotSameAs(begun);
        assertThat(conversations.ifOpen(begun.id())).contains(begun);
        conversations.leave(begun);
        assertThat(conversations.ifOpen(begun.id())).isEmpty();
    }

    private ChatThread stored(String contact, @Nullable String external) {
        ChatThread thread = ChatThread.create(contact, external);
        store.create(thread, List.of(Events.user("Hello")));
        return thread;
    }

    private static Identity visitor(ContactId contact) {
        return new Identity(contact, Instant.MAX);
    }

    private static void assertForbidden(ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
}
