package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.run.CommandAnswers;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.store.RefusedRowsException;
import io.jims.store.ThreadStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a run whose answer a database refuses for good, and of one that cannot begin.
@Timeout(60)
abstract class RefusedRowsContract {
    private static final Pipeline REPEAT =
            context -> {
                String text = context.lastUserMessage().orElseThrow();
                context.sendMessage(text.equals("refuse") ? "not this" : text);
            };

    private final RecordingFollower follower = new RecordingFollower();
    private ThreadStore store;

    /// Opens the test's own database, empty at first.
    abstract ThreadStore open();

    /// Has the database refuse events whose data hold this text.
    abstract void refuse(String text) throws Exception;

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void answerThatIsRefused_failsItsRun_andTheNextMessageIsAnswered() throws Exception {
        refuse("not this");
        try (TestReplica replica = new TestReplica(store, REPEAT)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);

            replica.say(conversation, "refuse", follower);

            assertThat(follower.until("ended"))
                    .endsWith("failed PIPELINE ", "ended")
                    .doesNotContain("said not this");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            assertThat(store.events(conversation.id(), 10).getLast().type())
                    .isEqualTo("jims.lifecycle.run_failed");
            replica.say(conversation, "Hello", follower);
            assertThat(follower.until("ended")).endsWith("said Hello", "ended");
        }
    }

    @Test
    void failureThatIsRefusedToo_isToldAndNotTriedAgain() throws Exception {
        refuse("not this");
        refuse("message_id");
        try (TestReplica replica = new TestReplica(store, REPEAT)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);

            replica.say(conversation, "refuse", follower);

            assertThat(follower.until("ended")).endsWith("failed PIPELINE ", "ended");
            assertThat(store.unanswered(conversation.id())).isEmpty();
        }
    }

    @Test
    void messageThatIsRefused_isNotAccepted() throws Exception {
        refuse("not this");
        try (TestReplica replica = new TestReplica(store, REPEAT)) {
            Conversation conversation = replica.begin();

            assertThatThrownBy(() -> replica.say(conversation, "not this", follower))
                    .isInstanceOf(RefusedRowsException.class);

            assertThat(follower.soFar()).isEmpty();
            assertThat(store.find(conversation.id())).isEmpty();
        }
    }

    @Test
    void runThatCannotBegin_fails_andTheNextMessageIsAnswered() throws Exception {
        CommandAnswers broken =
                (command, language) -> {
                    throw new IllegalStateException("no words");
                };
        try (TestReplica replica = new TestReplica(store, REPEAT, broken)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);

            replica.say(conversation, "/help", follower);

            assertThat(follower.until("ended")).endsWith("failed PIPELINE ", "ended");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            replica.say(conversation, "Hello", follower);
            assertThat(follower.until("ended")).endsWith("said Hello", "ended");
            assertThat(store.events(conversation.id(), 10))
                    .extracting(ThreadEvent::type)
                    .contains("jims.lifecycle.run_failed");
        }
    }
}
