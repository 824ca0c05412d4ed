package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.handoff.PersonMessage;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.Pipeline;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.SharedMemory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A person on one replica, a visitor on the other.
@Timeout(60)
class HandoffOnTwoReplicasTest {
    private static final Handoff TO_ANNA = new Handoff(Mode.HUMAN, "anna");
    private static final Handoff BACK = new Handoff(Mode.ASSISTANT, "anna");

    private final SharedMemory memory = new SharedMemory();
    private final SharedMemory.Replica firstStore = memory.join();
    private final SharedMemory.Replica secondStore = memory.join();
    private final RecordingFollower visitor = new RecordingFollower();
    private final RecordingFollower other = new RecordingFollower();
    private final AtomicInteger runs = new AtomicInteger();
    private final Pipeline counting =
            context -> {
                runs.incrementAndGet();
                context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());
            };

    @Test
    void visitorHere_isWithThePersonThere_untilTheyGiveBack() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, counting);
                TestReplica second = new TestReplica(secondStore, counting)) {
            Conversation conversation = first.begin();
            conversation.follow(visitor);
            first.say(conversation, "Hi", visitor);
            visitor.until("ended");

            second.handoffs().handOff(conversation.id(), TO_ANNA);
            visitor.until("handed HUMAN");
            first.say(conversation, "Anyone?", visitor);
            assertThat(visitor.until("ended")).containsExactly("accepted", "said Anyone?", "ended");
            second.handoffs().tellTyping(conversation.id(), "Anna");
            visitor.until("typing Anna");
            second.handoffs().say(conversation.id(), new PersonMessage("Me.", "Anna"));
            visitor.until("said Me.");
            assertThat(runs).hasValue(1);

            second.handoffs().handOff(conversation.id(), BACK);
            visitor.until("handed ASSISTANT");
            first.say(conversation, "Bye", visitor);

            assertThat(visitor.until("ended")).contains("said Echo: Bye");
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void messageToAPerson_onOneReplica_isOverOnTheOther() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, counting);
                TestReplica second = new TestReplica(secondStore, counting)) {
            Conversation one = first.begin();
            one.follow(visitor);
            first.say(one, "Hi", visitor);
            visitor.until("ended");
            Conversation two = second.open(one.id());
            two.follow(other);
            second.handoffs().handOff(one.id(), TO_ANNA);
            visitor.until("handed HUMAN");
            other.until("handed HUMAN");

            first.say(one, "Anyone?", visitor);

            assertThat(other.until("ended")).containsExactly("said Anyone?", "ended");
        }
    }

    @Test
    void runThere_isStopped_byThePersonHere_andWhatWaitsIsReleased() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica first = new TestReplica(firstStore, held);
                TestReplica second = new TestReplica(secondStore, held)) {
            Conversation one = first.begin();
            one.follow(visitor);
            first.say(one, "one", visitor);
            held.awaitBegun();
            first.say(one, "two", visitor);

            second.handoffs().handOff(one.id(), TO_ANNA);

            visitor.until("stopped");
            visitor.until("ended");
            assertThat(memory.memory().unanswered(one.id())).isEmpty();
        }
    }

    @Test
    void whatWasStreamedThere_isKept() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica first = new TestReplica(firstStore, held);
                TestReplica second = new TestReplica(secondStore, held)) {
            Conversation one = first.begin();
            one.follow(visitor);
            first.say(one, "Hello", visitor);
            held.awaitStreamed();
            Conversation two = second.open(one.id());
            two.follow(other);

            second.handoffs().handOff(one.id(), TO_ANNA);

            assertThat(visitor.until("stopped")).contains("said Hel");
            assertThat(other.until("stopped")).contains("handed HUMAN", "said Hel");
            assertThat(held.runs()).isEqualTo(1);
        }
    }
}
