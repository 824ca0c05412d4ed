package io.jims.conversation;

import io.jims.conversation.work.Backoff;
import io.jims.conversation.work.Workers;
import io.jims.core.ChatException;
import io.jims.observe.RareLine;
import io.jims.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Answers what conversations owe, each on a virtual thread that lives as long as it owes anything.
/// Safe for all threads.
public final class AnswerWorkers {
    private static final Logger LOGGER = System.getLogger(AnswerWorkers.class.getName());

    private final Conversations conversations;
    private final Answerer answerer;
    private final Workers workers;
    private final MessageCounts counts;
    private final StoreOutage outage;
    private final RareLine defects = new RareLine(LOGGER, Level.ERROR);

    public AnswerWorkers(
            Conversations conversations,
            Answerer answerer,
            Workers workers,
            MessageCounts counts,
            StoreOutage outage) {
        this.conversations = conversations;
        this.answerer = answerer;
        this.workers = workers;
        this.counts = counts;
        this.outage = outage;
    }

    /// Sees to it that the conversation gets what it is owed. Does not wait for that.
    public void answerOwed(Conversation conversation) {
        if (!workers.draining() && conversation.beginAnswering()) {
            conversations.hold(conversation);
            workers.start(() -> {
                boolean finished = false;
                try {
                    finished = answerAll(conversation);
                } finally {
                    if (!finished) {
                        conversation.endAnswering();
                    }
                    conversations.leave(conversation);
                }
            });
        }
    }

    /// Whether nothing is left to answer.
    private boolean answerAll(Conversation conversation) {
        Backoff backoff = Backoff.ofClaims();
        try {
            while (!workers.draining()) {
                try {
                    switch (answerer.answerNext(conversation)) {
                        case ANSWERED -> {
                            counts.countAnswered();
                            backoff = Backoff.ofClaims();
                        }
                        case NOTHING_OWED -> {
                            return true;
                        }
                        case CLAIMED_ELSEWHERE -> conversation.awaitNews(backoff.next());
                    }
                } catch (ChatException e) { // its visitors have been told
                    counts.count(e);
                    if (!e.isOfGuard()) {
                        LOGGER.log(
                                Level.WARNING,
                                "The pipeline failed on thread " + conversation.id(),
                                e);
                    }
                } catch (StoreException e) {
                    outage.met(e);
                    awaitStore(conversation);
                }
            }
        } catch (RuntimeException e) { // the visitor's next frame has it tried again
            defects.log("Thread " + conversation.id() + " was not answered", e);
        } catch (InterruptedException e) { // the drain time is over; the next process goes on
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /// Waits until the store can be read again.
    private void awaitStore(Conversation conversation) throws InterruptedException {
        conversation.forget();
        Backoff backoff = new Backoff();
        while (!workers.draining()) {
            backoff.pause();
            if (outage.works()) {
                return;
            }
        }
    }
}
