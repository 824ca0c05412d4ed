package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.SharedMemory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a visitor's rating of an answer.
@Timeout(60)
class ConversationFeedbackTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final TestReplica replica =
            new TestReplica(store, context -> context.sendMessage("answer"));
    private final Conversation conversation = replica.begin();
    private final RecordingFollower sender = new RecordingFollower();
    private final RecordingFollower other = new RecordingFollower();
    private UserMessage question;
    private UUID answer;

    @BeforeEach
    void ask() throws Exception {
        conversation.follow(sender);
        conversation.follow(other);
        question = replica.say(conversation, "Hello", sender);
        sender.until("ended");
        other.until("ended");
        answer = store.events(conversation.id()).getLast().id();
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void rating_isStored_andToldToAll_once() {
        assertThat(rate(Rating.UP, "")).isTrue();

        assertThat(sender.soFar()).containsExactly("rated UP");
        assertThat(other.soFar()).containsExactly("rated UP");
        assertThat(conversation.ratings()).isEqualTo(Map.of(answer, Rating.UP));
        assertThat(stored(EventTypes.FEEDBACK))
                .containsExactly(new Feedback(answer, Rating.UP, "").toData());
        assertThat(stored(EventTypes.BACKOFFICE_FEEDBACK)).isEmpty();

        assertThat(rate(Rating.UP, "")).isFalse();

        assertThat(sender.soFar()).containsExactly("rated UP");
        assertThat(other.soFar()).isEmpty();
        assertThat(stored(EventTypes.FEEDBACK)).hasSize(1);
    }

    @Test
    void ratingThatIsTakenBack_standsNoMore_andTwiceIsNothingNew() {
        assertThat(rate(Rating.NONE, "")).isFalse();
        rate(Rating.UP, "");

        assertThat(rate(Rating.NONE, "")).isTrue();
        assertThat(conversation.ratings()).isEmpty();
        assertThat(rate(Rating.NONE, "never mind")).isFalse();
        assertThat(stored(EventTypes.FEEDBACK)).hasSize(2);
    }

    @Test
    void dislike_isARemark_andItsCommentTakesThePlaceOfThat() {
        rate(Rating.DOWN, "");
        UUID first = only(EventTypes.BACKOFFICE_FEEDBACK).id();

        rate(Rating.DOWN, "Too long.");

        assertThat(stored(EventTypes.BACKOFFICE_FEEDBACK))
                .extracting(data -> data.get("note"))
                .containsExactly("", "Too long.");
        assertThat(stored(EventTypes.BACKOFFICE_DELETION))
                .containsExactly(Map.of("comment_id", first.toString()));

        rate(Rating.UP, "");
        rate(Rating.DOWN, "");

        assertThat(stored(EventTypes.BACKOFFICE_FEEDBACK)).hasSize(2);
        assertThat(conversation.ratings()).isEqualTo(Map.of(answer, Rating.DOWN));
    }

    @Test
    void ratingOfWhatIsNoAnswer_isRefused_andNothingIsStored() {
        int before = store.events(conversation.id()).size();
        for (UUID message :
                List.of(
                        question.id(),
                        Uuid7.next(),
                        store.events(conversation.id()).getFirst().id())) {
            assertThatThrownBy(() ->
                            replica.rate(
                                    conversation, new Feedback(message, Rating.UP, ""), sender))
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FRAME))
                    .hasMessageContaining("a stored message of the assistant");
        }

        assertThat(store.events(conversation.id())).hasSize(before);
        assertThat(sender.soFar()).isEmpty();
    }

    @Test
    void ratingOfAnotherReplica_isToldHere_andTheSameIsNothingNew() throws Exception {
        SharedMemory memory = new SharedMemory();
        try (TestReplica first =
                        new TestReplica(memory.join(), context -> context.sendMessage("answer"));
                TestReplica second =
                        new TestReplica(memory.join(), context -> context.sendMessage("answer"))) {
            Conversation here = first.begin();
            here.follow(sender);
            first.say(here, "Hello", sender);
            sender.until("ended");
            Conversation there = second.open(here.id());
            there.follow(other);
            UUID said = other.welcome().events().getLast().id();

            second.rate(there, new Feedback(said, Rating.DOWN, ""), other);

            assertThat(sender.until("rated DOWN")).hasSize(1);
            assertThat(first.rate(here, new Feedback(said, Rating.DOWN, ""), sender)).isFalse();
            assertThat(here.ratings()).isEqualTo(Map.of(said, Rating.DOWN));
        }
    }

    private boolean rate(Rating rating, String comment) {
        return replica.rate(conversation, new Feedback(answer, rating, comment), sender);
    }

    private List<Map<String, Object>> stored(String type) {
        return events(type).stream().map(event -> Map.copyOf(event.data())).toList();
    }

    private ThreadEvent only(String type) {
        assertThat(events(type)).hasSize(1);
        return events(type).getFirst();
    }

    private List<ThreadEvent> events(String type) {
        return store.events(conversation.id()).stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }
}
