package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.Client;
import io.jims.admission.budget.Payer;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.Run;
import io.jims.conversation.run.RunRequest;
import io.jims.conversation.run.RunResult;
import io.jims.conversation.work.Backoff;
import io.jims.core.ChatException;
import io.jims.core.LlmUsage;
import io.jims.core.PageAction;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.run.PageCalls;
import io.jims.core.run.RunOutput;
import io.jims.store.RefusedRowsException;
import io.jims.store.Replicas.Claim;
import io.jims.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers messages: claims their thread, runs the pipeline, and stores what came out. In each
/// conversation one at a time, in the order in which they came, whatever the number of sockets and
/// of replicas. Safe for all threads.
public final class Answerer {
    private final PipelineExecutor pipelines;
    private final Admission admission;
    private final StoreOutage outage;
    private final Guards guards;
    private final List<PageAction> pageActions;
    private final HandoffRule handoff;
    private final ThreadFiles files;

    /// What became of an attempt to answer.
    enum Attempt {
        ANSWERED,
        NOTHING_OWED,
        /// Another replica has a run in this thread.
        CLAIMED_ELSEWHERE
    }

    /// @param guards see what is said before it is stored
    /// @param pageActions that runs may have pages do (`--client-tools`)
    /// @param handoff whether runs may hand their thread to a person
    /// @param files of visitors (`--uploads`)
    public Answerer(
            PipelineExecutor pipelines,
            Admission admission,
            StoreOutage outage,
            Guards guards,
            List<PageAction> pageActions,
            HandoffRule handoff,
            ThreadFiles files) {
        this.pipelines = pipelines;
        this.admission = admission;
        this.outage = outage;
        this.guards = guards;
        this.pageActions = List.copyOf(pageActions);
        this.handoff = handoff;
        this.files = files;
    }

    /// Answers a message of a client that is promised nothing: waits for the runs before, then for
    /// its own.
    ///
    /// @return the answer as it is stored; nothing where a person has the thread
    /// @throws ChatException if too much is asked for at present, or the run failed
    public List<ThreadEvent> answer(
            Conversation conversation, UserMessage sent, Client client, Span work)
            throws InterruptedException {
        if (sent.wantsPerson() || conversation.isWithPerson()) {
            conversation.admit(client, true);
            return answerAdmitted(conversation, sent, client, work);
        }
        admission.backlog().enter();
        try {
            conversation.admit(client, false);
            return answerAdmitted(conversation, sent, client, work);
        } finally {
            admission.backlog().leave();
        }
    }

    private List<ThreadEvent> answerAdmitted(
            Conversation conversation, UserMessage sent, Client client, Span work)
            throws InterruptedException {
        conversation.lockRuns();
        try (Claim claim = awaitClaim(conversation)) {
            UserMessage guarded = guards.message(sent);
            PendingMessage message = conversation.receive(guarded, claim, client, work);
            if (conversation.isWithPerson()) {
                conversation.leaveToPerson(message);
                return List.of();
            }
            return run(conversation, message, claim);
        } finally {
            conversation.unlockRuns();
        }
    }

    /// Answers the message that waits longest for the answer that it is owed, unless another
    /// replica has a run in the thread.
    Attempt answerNext(Conversation conversation) throws InterruptedException {
        conversation.lockRuns();
        try {
            if (conversation.endAnsweringIfDone()) {
                return Attempt.NOTHING_OWED;
            }
            Claim claim = conversation.tryClaim().orElse(null);
            if (claim == null) {
                return Attempt.CLAIMED_ELSEWHERE;
            }
            try (claim) {
                Optional<PendingMessage> next = conversation.next(claim);
                if (next.isEmpty()) {
                    return Attempt.NOTHING_OWED;
                }
                run(conversation, next.get(), claim);
                return Attempt.ANSWERED;
            }
        } finally {
            conversation.unlockRuns();
        }
    }

    private static Claim awaitClaim(Conversation conversation) throws InterruptedException {
        Backoff backoff = Backoff.ofClaims();
        while (true) {
            Claim claim = conversation.tryClaim().orElse(null);
            if (claim != null) {
                return claim;
            }
            conversation.awaitNews(backoff.next());
        }
    }

    private List<ThreadEvent> run(Conversation conversation, PendingMessage message, Claim claim)
            throws InterruptedException {
        RunRequest request = conversation.begin(message);
        Run run = null;
        try {
            run = start(conversation, message, request);
            List<ThreadEvent> kept = guards.answer(run.await());
            RunResult result = new RunResult(kept, run.isStopped(), null);
            return untilStored(conversation, message, result, run.span(), claim);
        } catch (RuntimeException | Error e) {
            if (isPassing(e)) {
                throw e;
            }
            ChatException reason =
                    e instanceof ChatException known ? known : ChatException.ofPipeline(e);
            Span span = run == null ? message.work() : run.span();
            span.fail(reason);
            untilStored(conversation, message, RunResult.failed(reason), span, claim);
            throw reason;
        } finally {
            if (run != null) {
                run.span().close();
            }
            conversation.endRun();
        }
    }

    private Run start(Conversation conversation, PendingMessage message, RunRequest request) {
        Progress progress =
                new Progress(conversation, message, message.payer(conversation.visitor()));
        Run run = pipelines.start(request, progress);
        if (message.hasStarted(run)) {
            run.stop();
        }
        return run;
    }

    /// Whether the store does not work at present, so that the run is not at fault.
    private static boolean isPassing(Throwable failure) {
        return failure instanceof StoreException && !(failure instanceof RefusedRowsException);
    }

    /// Stores the end of a run that was owed, however long the store fails: running it again would
    /// cost once more, and say something else than its visitor has seen.
    ///
    /// @throws RefusedRowsException if the store refuses it for good
    private List<ThreadEvent> untilStored(
            Conversation conversation,
            PendingMessage message,
            RunResult result,
            Span span,
            Claim claim)
            throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                return conversation.settle(message, result, span, claim);
            } catch (StoreException e) {
                if (!isPassing(e) || !message.isOwed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                outage.met(e);
                backoff.pause();
            }
        }
    }

    /// Tells of a run's progress, on the run's thread.
    private final class Progress implements RunOutput {
        private final Conversation conversation;
        private final PendingMessage message;
        private final Payer payer;

        /// @param payer whose budget the run spends
        Progress(Conversation conversation, PendingMessage message, Payer payer) {
            this.conversation = conversation;
            this.message = message;
            this.payer = payer;
        }

        @Override
        public void onStatus(String text) {
            conversation.tellStatus(message, text);
        }

        @Override
        public void onPiece(UUID messageId, String piece) {
            if (guards.isEmpty()) { // else nobody has looked at it
                conversation.tellPiece(message, messageId, piece);
            }
        }

        @Override
        public PageCalls pageCalls() {
            return new RunPageCalls(conversation, message, pageActions);
        }

        @Override
        public boolean canHandOff() {
            return handoff.isPossible();
        }

        @Override
        public @Nullable Path pathOf(UUID file) {
            return files.pathOf(conversation.id(), file);
        }

        @Override
        public void onLlmCall(LlmUsage usage) {
            admission.budget().spend(payer, usage.tokens());
        }
    }
}
