package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.Client;
import io.jims.admission.Quotas;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.token.ContactId;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.run.CommandAnswers;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.work.Workers;
import io.jims.core.Feedback;
import io.jims.core.Guard;
import io.jims.core.JimsApp;
import io.jims.core.PageAction;
import io.jims.core.Pipeline;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.observe.RunObserver;
import io.jims.observe.Tracer;
import io.jims.store.ThreadStore;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The conversations of one server, without sockets.
final class TestReplica implements AutoCloseable {
    static final Client CLIENT =
            new Client(new ClientAddress(InetAddress.getLoopbackAddress()), false);

    static final int HISTORY = 100;
    private static final int WAITING = 8;

    private final Workers workers = new Workers();
    private final MessageCounts counts = new MessageCounts();
    private final Conversations conversations;
    private final Answerer answerer;
    private final AnswerWorkers answers;
    private final Recovery recovery;
    private final ReplicaWatch watch;
    private final Handoffs handoffs;
    private final Guards guards;

    TestReplica(ThreadStore store, Pipeline pipeline) {
        this(store, pipeline, CommandAnswers.NONE);
    }

    TestReplica(ThreadStore store, Pipeline pipeline, CommandAnswers words) {
        this(store, pipeline, words, Quotas.NONE, new HistoryCache(HISTORY, 1 << 20));
    }

    TestReplica(
            ThreadStore store,
            Pipeline pipeline,
            CommandAnswers words,
            Quotas quotas,
            HistoryCache history) {
        this(store, pipeline, words, quotas, history, Guards.NONE, List.of());
    }

    /// Its runs may have pages do these.
    TestReplica(ThreadStore store, Pipeline pipeline, List<PageAction> pageActions) {
        this(
                store,
                pipeline,
                CommandAnswers.NONE,
                Quotas.NONE,
                new HistoryCache(HISTORY, 1 << 20),
                Guards.NONE,
                pageActions);
    }

    TestReplica(ThreadStore store, Pipeline pipeline, Guard guard) {
        this(
                store,
                pipeline,
                CommandAnswers.NONE,
                Quotas.NONE,
                new HistoryCache(HISTORY, 1 << 20),
                new Guards(List.of(guard)),
                List.of());
    }

    private TestReplica(
            ThreadStore store,
            Pipeline pipeline,
            CommandAnswers words,
            Quotas quotas,
            HistoryCache history,
            Guards guards,
            List<PageAction> pageActions) {
        this.guards = guards;
        Admission admission = new Admission(quotas, 16, store, InstantSource.system());
        PipelineExecutor pipelines =
                new PipelineExecutor(
                        new JimsApp("test", pipeline),
                        Duration.ofMinutes(1),
                        16,
                        RunObserver.NONE,
                        words);
        conversations =
                new Conversations(
                        store,
                        new ConversationFactory(
                                store, admission, Tracer.NONE, history, WAITING, guards));
        StoreOutage outage = new StoreOutage(store, workers);
        answerer =
                new Answerer(
                        pipelines,
                        admission,
                        outage,
                        guards,
                        pageActions,
                        HandoffRule.BY_VISITOR,
                        ThreadFiles.NONE);
        answers = new AnswerWorkers(conversations, answerer, workers, counts, outage);
        handoffs = new Handoffs(conversations, answers, store.replicas());
        recovery = new Recovery(store, conversations, answers);
        watch = new ReplicaWatch(conversations, recovery, store.replicas(), workers);
        watch.start();
    }

    Conversation begin() {
        return conversations.create(new ContactId("ann"));
    }

    /// The thread that this message of the contact begins, or has begun.
    Conversation joinOrCreate(UUID firstMessage, String contact) {
        return conversations.joinOrCreate(firstMessage, new ContactId(contact));
    }

    Conversation open(ThreadId thread) {
        return conversations.join(thread, null).orElseThrow();
    }

    boolean isOpen(ThreadId thread) {
        return conversations.ifOpen(thread).isPresent();
    }

    Answerer answerer() {
        return answerer;
    }

    /// Says this, and is owed an answer.
    UserMessage say(Conversation conversation, String text, Follower sender) {
        UserMessage message = new UserMessage(Uuid7.next(), text, null, true, null);
        say(conversation, message, sender);
        return message;
    }

    void say(Conversation conversation, UserMessage message, Follower sender) {
        conversation.accept(message, sender, CLIENT);
        answers.answerOwed(conversation);
    }

    /// Wants an answer once more.
    void retry(Conversation conversation, UUID message, Follower sender) {
        conversation.retry(message, null, sender, CLIENT);
        answers.answerOwed(conversation);
    }

    boolean rate(Conversation conversation, Feedback feedback, Follower sender) {
        return conversation.rate(feedback, sender, CLIENT);
    }

    void answerOwed(Conversation conversation) {
        answers.answerOwed(conversation);
    }

    /// What persons do.
    Handoffs handoffs() {
        return handoffs;
    }

    /// Takes up what an earlier process owed.
    void recover() {
        recovery.start();
    }

    /// What its guards said, and how often.
    List<String> verdicts() {
        return guards.metrics().stream()
                .filter(metric -> metric.value().getAsLong() > 0)
                .map(metric -> metric.labelValue() + " " + metric.value().getAsLong())
                .toList();
    }

    /// How many messages came to such an end: `answered`, `failed`.
    long count(String outcome) {
        return counts.metrics().stream()
                .filter(metric -> metric.labels().containsValue(outcome))
                .mapToLong(metric -> metric.value().getAsLong())
                .sum();
    }

    @Override
    public void close() {
        watch.stop();
        try {
            workers.drain(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
