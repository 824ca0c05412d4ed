package io.jims.conversation;

import io.jims.conversation.replica.RunNotes;
import io.jims.conversation.work.Mailbox;
import io.jims.conversation.work.Workers;
import io.jims.core.ThreadId;
import io.jims.store.Replicas;
import io.jims.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Keeps a server in step with the others on its store: tells its conversations what those did, and
/// takes up the answers that a dead one owed. Safe for all threads.
///
/// News of one thread are taken in their order, those of different threads side by side.
public final class ReplicaWatch implements Replicas.Listener {
    private static final Logger LOGGER = System.getLogger(ReplicaWatch.class.getName());

    /// How often threads are looked for that nobody answers. One that is found twice is taken up,
    /// so that its server had time to begin, or to come back.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /// Threads that are looked at each time, the oldest.
    private static final int LOOKED_AT = 1_000;

    private static final int LANES = 16;
    private static final int WAITING_NEWS = 1_024;

    private final Conversations conversations;
    private final Recovery recovery;
    private final Replicas replicas;
    private final Workers workers;
    private final List<Mailbox<Runnable>> lanes;

    /// Threads in which others stored something that has not been followed yet.
    private final Set<ThreadId> stale = ConcurrentHashMap.newKeySet();

    private final Semaphore awake = new Semaphore(0);
    private volatile boolean stopped;

    public ReplicaWatch(
            Conversations conversations, Recovery recovery, Replicas replicas, Workers workers) {
        this.conversations = conversations;
        this.recovery = recovery;
        this.replicas = replicas;
        this.workers = workers;
        this.lanes =
                IntStream.range(0, LANES)
                        .mapToObj(i ->
                                new Mailbox<Runnable>(
                                        WAITING_NEWS,
                                        news -> 1,
                                        workers::start,
                                        Runnable::run,
                                        () -> {}))
                        .toList();
    }

    /// Begins, unless this server is the only one.
    public void start() {
        if (replicas.shared()) {
            replicas.listen(this);
            Thread.ofVirtual().name("replicas").start(this::look);
        }
    }

    public void stop() {
        stopped = true;
        awake.release();
    }

    @Override
    public void onStored(List<ThreadId> threads) {
        for (ThreadId thread : threads) {
            if (conversations.ifOpen(thread).isPresent() && stale.add(thread)) {
                lane(thread).offer(() -> refresh(thread)); // else the next look does it
            }
        }
    }

    @Override
    public void onNote(ThreadId thread, String text) {
        RunNotes.read(text)
                .ifPresent(note ->
                        conversations
                                .ifOpen(thread)
                                .ifPresent(conversation ->
                                        lane(thread)
                                                .offer(() ->
                                                        attempt(() -> conversation.follow(note)))));
    }

    @Override
    public void onGap() {
        conversations.allOpen().forEach(conversation -> stale.add(conversation.id()));
        awake.release();
    }

    private Mailbox<Runnable> lane(ThreadId thread) {
        return lanes.get(Math.floorMod(thread.hashCode(), LANES));
    }

    private void refresh(ThreadId thread) {
        if (stale.remove(thread)
                && !attempt(() -> conversations.ifOpen(thread).ifPresent(Conversation::refresh))) {
            stale.add(thread);
        }
    }

    private void look() {
        Set<ThreadId> abandoned = Set.of();
        while (!stopped && !workers.draining()) {
            pause();
            List.copyOf(stale).forEach(this::refresh);
            try {
                abandoned = recovery.takeUp(LOOKED_AT, abandoned::contains);
            } catch (StoreException e) {
                LOGGER.log(Level.DEBUG, "What others owe is not known at present", e);
                abandoned = Set.of();
            } catch (RuntimeException e) { // the next look finds them
                LOGGER.log(Level.ERROR, "What others owe was not taken up", e);
                abandoned = Set.of();
            }
        }
    }

    private void pause() {
        try {
            if (awake.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                awake.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt this thread", e);
        }
    }

    /// Returns false if the store failed.
    private static boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (StoreException e) {
            LOGGER.log(Level.DEBUG, "News of other servers were not followed yet", e);
            return false;
        } catch (RuntimeException e) { // the others' news are taken all the same
            LOGGER.log(Level.ERROR, "News of other servers were not followed", e);
            return true;
        }
    }
}
