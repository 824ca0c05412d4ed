package io.jims.conversation.notice;

import io.jims.conversation.log.RunFailure;
import io.jims.core.Feedback;
import io.jims.core.Handoff;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The followers of a conversation, and what they know. Safe for all threads: it has a lock of its
/// own, which is held for moments and never while the store is asked, so that what a run tells of
/// its progress waits for no disk.
public final class Followers {
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedSet<Follower> followers = new LinkedHashSet<>(1);

    /// Does this before or after anything else that is told or done here. It must not wait.
    public <T> T inStep(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    public void inStep(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /// One that is there already is the last one to have done something from now on.
    public void add(Follower follower) {
        inStep(() -> followers.addLast(follower));
    }

    /// The one among those whose page offers this action who did something last.
    public Optional<Follower> offering(String action) {
        return inStep(() ->
                followers.reversed().stream()
                        .filter(follower -> follower.pageActions().contains(action))
                        .findFirst());
    }

    public void remove(Follower follower) {
        inStep(() -> followers.remove(follower));
    }

    public boolean isEmpty() {
        return inStep(followers::isEmpty);
    }

    public void tell(Notice notice) {
        inStep(() -> {
            if (!followers.isEmpty()) {
                Broadcast broadcast = new Broadcast(notice);
                followers.forEach(follower -> follower.tell(broadcast));
            }
        });
    }

    /// Tells of the messages and handoffs among events that were stored here.
    public void tellMessages(List<ThreadEvent> events) {
        for (ThreadEvent event : events) {
            if (event.isCommunication()) {
                tell(new Notice.Message(event));
            }
            Handoff.modeOf(event).map(Notice.HandedOff::new).ifPresent(this::tell);
        }
    }

    /// Tells of the messages, handoffs, failures and ratings among events that were found in the
    /// store.
    public void tellStored(List<ThreadEvent> events) {
        for (ThreadEvent event : events) {
            tellMessages(List.of(event));
            RunFailure.of(event).map(Notice.Failed::new).ifPresent(this::tell);
            Feedback.of(event).map(Notice.Rated::of).ifPresent(this::tell);
        }
    }
}
