package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.log.PageCall;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Broadcast;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.core.EventTypes;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.Replicas;
import io.jims.store.ThreadChange;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.SharedMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a run can have the visitor's page do: once, and by one page.
@Timeout(60)
class ConversationPageCallsTest {
    private static final PageAction PICK = new PageAction("pick", "Picks a size", Map.of(), null);
    private static final PageAction SHOW = new PageAction("show", "Shows a hat", Map.of(), null);

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower reader = new RecordingFollower();
    private final Page page = new Page("pick");

    private volatile Duration timeout = Duration.ofSeconds(40);

    /// Says what came of `pick`, or why nothing did.
    private final Pipeline picking =
            context -> {
                try {
                    context.sendMessage("picked " + context.call("pick", Map.of("n", 1), timeout));
                } catch (PageActionException e) {
                    context.sendMessage(e.reason() + ": " + e.getMessage());
                }
            };

    @Test
    void call_isStored_thenMadeByAPageThatOffersIt_andItsResultIsStored() throws Exception {
        try (TestReplica replica = replica(picking)) {
            Conversation conversation = begin(replica, page);
            replica.say(conversation, "Hello", reader);
            Notice.Call call = page.awaitCall();

            assertThat(call.action()).isEqualTo(PICK);
            assertThat(call.input()).isEqualTo(Map.of("n", 1));
            assertThat(events(conversation, EventTypes.PAGE_CALL))
                    .extracting(ThreadEvent::id)
                    .containsExactly(call.id());
            conversation.takeResult(new PageCall.Result(Uuid7.next(), "of another", null));
            conversation.takeResult(new PageCall.Result(call.id(), "M", null));
            conversation.takeResult(new PageCall.Result(call.id(), "too late", null));

            assertThat(reader.until("ended")).contains("said picked M");
            assertThat(events(conversation, EventTypes.PAGE_RESULT))
                    .extracting(ThreadEvent::data)
                    .containsExactly(Map.of("call_id", call.id().toString(), "value", "M"));
        }
    }

    @Test
    void call_isMadeByThePageThatDidSomethingLast_alone() throws Exception {
        Page other = new Page("pick");
        try (TestReplica replica = replica(picking)) {
            Conversation conversation = begin(replica, page);
            conversation.follow(other);

            replica.say(conversation, "Hello", page);

            conversation.takeResult(new PageCall.Result(page.awaitCall().id(), "M", null));
            assertThat(reader.until("ended")).contains("said picked M");
            assertThat(other.calls).isEmpty();
        }
    }

    @Test
    void pageThatFails_saysWhy_andThatIsStored() throws Exception {
        try (TestReplica replica = replica(picking)) {
            Conversation conversation = begin(replica, page);
            replica.say(conversation, "Hello", reader);

            conversation.takeResult(
                    new PageCall.Result(page.awaitCall().id(), null, "out of stock"));

            assertThat(reader.until("ended")).contains("said FAILED: out of stock");
            assertThat(events(conversation, EventTypes.PAGE_RESULT))
                    .extracting(event -> event.text("error"))
                    .containsExactly("out of stock");
        }
    }

    @Test
    void pageThatDoesNotAnswerInTime_mayHaveDoneIt_andNoResultIsStored() throws Exception {
        timeout = Duration.ZERO;
        try (TestReplica replica = replica(picking)) {
            Conversation conversation = begin(replica, page);
            replica.say(conversation, "Hello", reader);
            Notice.Call call = page.awaitCall();

            assertThat(reader.until("ended")).anyMatch(said -> said.startsWith("said UNCERTAIN"));

            conversation.takeResult(new PageCall.Result(call.id(), "M", null));
            assertThat(events(conversation, EventTypes.PAGE_RESULT)).isEmpty();
        }
    }

    /// The other replica ran the message, had its page do something, and died.
    @Test
    void messageThatWasAcceptedHere_andRunElsewhere_isNotCalledAgain() throws Exception {
        SharedMemory memory = new SharedMemory();
        SharedMemory.Replica elsewhere = memory.join();
        try (TestReplica replica = new TestReplica(memory.join(), picking, List.of(PICK, SHOW))) {
            Conversation conversation = begin(replica, page);
            Replicas.Claim claim = elsewhere.tryClaim(conversation.id()).orElseThrow();
            UserMessage message = replica.say(conversation, "Hello", reader);
            ThreadEvent called =
                    new ThreadEvent(
                            Uuid7.next(),
                            Instant.now(),
                            EventTypes.PAGE_CALL,
                            Map.of(
                                    "message_id",
                                    message.id().toString(),
                                    "name",
                                    "pick",
                                    "input",
                                    Map.of("n", 1)));
            elsewhere.store(
                    new ThreadChange(
                            conversation.id(),
                            null,
                            List.of(called),
                            null,
                            null,
                            elsewhere.version(conversation.id())));

            claim.close();

            assertThat(reader.until("ended")).anyMatch(said -> said.startsWith("said UNCERTAIN"));
            assertThat(page.calls).isEmpty();
        }
    }

    @Test
    void actionThatNoPageOffers_isNotCalled() throws Exception {
        Page other = new Page("show");
        try (TestReplica replica = replica(picking)) {
            Conversation conversation = begin(replica, other);

            replica.say(conversation, "Hello", reader);

            assertThat(reader.until("ended"))
                    .contains("said UNAVAILABLE: no page of the visitor offers pick");
            assertThat(events(conversation, EventTypes.PAGE_CALL)).isEmpty();
            assertThat(other.calls).isEmpty();
        }
    }

    @Test
    void run_isOfferedWhatIsDeclared_andAPageHas() throws Exception {
        Pipeline listing =
                context -> {
                    String offered = context.pageActions().toString();
                    try {
                        context.call("steal", Map.of(), timeout);
                    } catch (PageActionException e) {
                        context.sendMessage(offered + " " + e.getMessage());
                    }
                };
        try (TestReplica replica = replica(listing)) {
            Conversation conversation = begin(replica, new Page("pick", "steal"));

            replica.say(conversation, "Hello", reader);

            assertThat(reader.until("ended"))
                    .contains(
                            "said " + List.of(PICK) + " there is no action steal (--client-tools)");
        }
    }

    @Test
    void retriedMessage_isGivenWhatItsEarlierRunHad_withoutAnotherCall() throws Exception {
        try (TestReplica replica = replica(failingAfterItsCall("pick"))) {
            Conversation conversation = begin(replica, page);
            var message = replica.say(conversation, "Hello", reader);
            conversation.takeResult(new PageCall.Result(page.awaitCall().id(), "M", null));
            reader.until("ended");

            replica.retry(conversation, message.id(), reader);

            assertThat(reader.until("ended")).contains("said picked M");
            assertThat(page.calls).isEmpty();
            assertThat(events(conversation, EventTypes.PAGE_CALL)).hasSize(1);
        }
    }

    @Test
    void retriedMessage_whoseEarlierCallHasNoResult_isNotCalledAgain() throws Exception {
        timeout = Duration.ZERO;
        try (TestReplica replica = replica(failingAfterItsCall("pick"))) {
            Conversation conversation = begin(replica, page);
            var message = replica.say(conversation, "Hello", reader);
            page.awaitCall();
            reader.until("ended");

            replica.retry(conversation, message.id(), reader);

            assertThat(reader.until("ended"))
                    .contains(
                            "said UNCERTAIN: an earlier attempt to answer this message has called"
                                    + " pick already; it may have been done");
            assertThat(page.calls).isEmpty();
        }
    }

    /// Fails the first time, whatever came of the call.
    private Pipeline failingAfterItsCall(String name) {
        return context -> {
            if (context.isRetry()) {
                picking.run(context);
            } else {
                context.call(name, Map.of("n", 1), timeout);
                throw new IllegalStateException("no luck");
            }
        };
    }

    private TestReplica replica(Pipeline pipeline) {
        return new TestReplica(store, pipeline, List.of(PICK, SHOW));
    }

    private Conversation begin(TestReplica replica, Page offering) {
        Conversation conversation = replica.begin();
        conversation.follow(offering);
        conversation.follow(reader);
        return conversation;
    }

    private List<ThreadEvent> events(Conversation conversation, String type) {
        return store.events(conversation.id()).stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    /// A socket whose page offers actions.
    private static final class Page implements Follower {
        private final BlockingQueue<Notice.Call> calls = new LinkedBlockingQueue<>();
        private final Set<String> offered;

        Page(String... offered) {
            this.offered = Set.of(offered);
        }

        @Override
        public Set<String> pageActions() {
            return offered;
        }

        @Override
        public void welcome(ThreadSnapshot snapshot) {}

        @Override
        public void tell(Broadcast broadcast) {
            if (broadcast.notice() instanceof Notice.Call call) {
                calls.add(call);
            }
        }

        Notice.Call awaitCall() throws InterruptedException {
            Notice.@Nullable Call call = calls.poll(20, TimeUnit.SECONDS);
            return Objects.requireNonNull(call, "not called");
        }
    }
}
