package io.jims.operator.webhook;

import io.jims.core.ThreadId;
import io.jims.store.index.WebhookQueue;
import io.jims.store.index.WebhookQueue.Backlog;
import io.jims.store.index.WebhookQueue.Held;
import io.jims.store.index.WebhookQueue.Queued;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes events from the queue and delivers them batch by batch; the end of a batch becomes the
/// cursor. A thread whose event is refused waits alone while the others go on; if the receiver
/// accepts nothing, all wait. Used by one thread, except for [#mayGoOn].
///
/// An event whose cursor is lost in a crash is delivered again.
final class WebhookSender {
    private static final Logger LOGGER = System.getLogger(WebhookSender.class.getName());

    static final Duration LEASE = Duration.ofSeconds(90);

    /// The longest pause while the receiver accepts nothing; short enough to notice soon that it is
    /// back.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /// Events delivered before the cursor moves.
    private static final int BATCH = 100;

    /// Events scanned for one batch.
    private static final int SCANNED = 500;

    /// The shortest time between two counts of what waits.
    private static final Duration COUNTED = Duration.ofSeconds(1);

    /// Threads that may wait behind a refused event; above that, all wait.
    private static final int MOST_HELD = 1_000;

    /// Events that may wait in the database; each is a reference to a stored event.
    private static final long MOST_WAITING = 1_000_000;

    private final String name = UUID.randomUUID().toString();
    private final WebhookQueue queue;
    private final EventFilter filter;
    private final Lanes lanes;
    private final Backoff backoff;
    private final WebhookNumbers numbers;
    private final InstantSource clock;
    private final Map<ThreadId, Held> held = new LinkedHashMap<>();
    private List<Queued> batch = List.of();
    private long scanned;
    private long stored;
    private boolean isSender;
    private volatile long leaseEnd;
    private int failures;
    private long pauseEnd;
    private long counted = System.nanoTime() - COUNTED.toNanos();

    WebhookSender(
            WebhookQueue queue,
            EventFilter filter,
            Function<BooleanSupplier, Lanes> lanes,
            Backoff backoff,
            WebhookNumbers numbers,
            InstantSource clock) {
        this.queue = queue;
        this.filter = filter;
        this.backoff = backoff;
        this.numbers = numbers;
        this.clock = clock;
        this.lanes = lanes.apply(this::mayGoOn);
    }

    /// What to do after a step.
    sealed interface Next {
        /// Take the next step at once.
        record GoOn() implements Next {}

        /// Take the next step after a pause.
        record Pause(Duration time) implements Next {}

        /// Take the next step when an event is stored after this position, or after a pause.
        record AwaitNews(Duration time) implements Next {}
    }

    /// The position after which the next events are searched.
    long position() {
        return scanned;
    }

    /// Takes one step.
    Next step() throws InterruptedException {
        if (!keepQueue()) {
            numbers.setNothingWaits();
            return new Next.Pause(LEASE.dividedBy(9));
        }
        countWaiting();
        long pause = pauseEnd - System.nanoTime();
        if (failures > 0 && pause > 0) { // the queue is kept meanwhile
            return new Next.Pause(Duration.ofNanos(Math.min(pause, LEASE.toNanos() / 3)));
        }
        retryHeld();
        if (batch.isEmpty() && !read()) {
            if (held.isEmpty()) {
                numbers.setNothingWaits();
            }
            return new Next.AwaitNews(untilDue());
        }
        return deliverBatch();
    }

    /// Releases the lease for another process.
    void release() {
        numbers.setNothingWaits();
        if (isSender) {
            queue.release(name);
        }
        lanes.close();
    }

    /// Whether the lease is long enough for one more attempt.
    private boolean mayGoOn() {
        return !Thread.currentThread().isInterrupted()
                && leaseEnd - System.nanoTime() > Receiver.LONGEST.toNanos();
    }

    private boolean keepQueue() {
        if (isSender && leaseEnd - System.nanoTime() > LEASE.toNanos() / 2) {
            return true;
        }
        long end = System.nanoTime() + LEASE.toNanos(); // not later than the database has it
        OptionalLong cursor = queue.claim(name, LEASE);
        if (cursor.isPresent()) {
            leaseEnd = end;
            if (!isSender) {
                begin(cursor.getAsLong());
            }
            leaveOutTooMany();
        }
        isSender = cursor.isPresent();
        return isSender;
    }

    private void countWaiting() {
        if (System.nanoTime() - counted >= COUNTED.toNanos()) {
            counted = System.nanoTime();
            Backlog backlog = queue.backlog(scanned);
            numbers.setWaiting(
                    backlog.behind() + batch.size() + backlog.held(),
                    Stream.concat(
                                    batch.stream().map(Queued::at),
                                    Stream.ofNullable(backlog.oldestHeld()))
                            .min(Instant::compareTo)
                            .orElse(null));
        }
    }

    private void begin(long cursor) {
        scanned = cursor;
        stored = cursor;
        batch = List.of();
        lanes.forget();
        held.clear();
        queue.held().forEach(one -> held.put(one.thread(), one));
    }

    private void leaveOutTooMany() {
        long left = queue.skip(name, MOST_WAITING);
        if (left > 0) {
            numbers.countLost(left);
            LOGGER.log(
                    Level.ERROR,
                    "the webhook is more than "
                            + MOST_WAITING
                            + " events behind: the oldest, "
                            + left
                            + " at most, are never told (--webhook)");
            begin(queue.claim(name, LEASE).orElse(scanned + left));
        }
    }

    /// Fills the batch.
    ///
    /// @return whether there is something to deliver
    private boolean read() {
        List<Queued> found = queue.next(scanned, SCANNED);
        List<Queued> wanted = new ArrayList<>();
        for (Queued one : found) {
            if (wanted.size() < BATCH) {
                scanned = one.position();
                if (isWanted(one) && !held.containsKey(one.thread())) {
                    wanted.add(one);
                }
            }
        }
        batch = wanted;
        if (wanted.isEmpty() && scanned - stored >= SCANNED) {
            store(List.of());
        }
        return !wanted.isEmpty() || found.size() == SCANNED;
    }

    private boolean isWanted(Queued event) {
        return !event.isOld() && filter.wants(event.type());
    }

    private Next deliverBatch() throws InterruptedException {
        List<Held> refused = new ArrayList<>();
        DeliveryResult.Unreachable unreachable = null;
        boolean finished = true;
        for (LaneResult end : lanes.deliver(byThread(batch))) {
            switch (end) {
                case LaneResult.Done() -> {}
                case LaneResult.Unfinished() -> finished = false;
                case LaneResult.Stopped(Queued at, DeliveryResult result) -> {
                    switch (result) {
                        case DeliveryResult.Delivered() -> {}
                        case DeliveryResult.Refused(String reason) ->
                                refused.add(hold(at, 1, reason));
                        case DeliveryResult.Unreachable it -> unreachable = it;
                    }
                }
            }
        }
        if (unreachable == null && held.size() + refused.size() > MOST_HELD) {
            unreachable =
                    new DeliveryResult.Unreachable("events of too many threads are refused", null);
        }
        if (unreachable != null) {
            return pause(unreachable);
        }
        if (finished) {
            batch = List.of();
            lanes.forget();
            refused.forEach(one -> held.put(one.thread(), one));
            store(refused);
        }
        failures = 0;
        return new Next.GoOn();
    }

    private Next pause(DeliveryResult.Unreachable trouble) {
        failures++;
        Duration wanted =
                Objects.requireNonNullElseGet(trouble.pause(), () -> backoff.after(failures));
        Duration pause = wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
        pauseEnd = System.nanoTime() + pause.toNanos();
        LOGGER.log(
                failures == 1 ? Level.WARNING : Level.INFO,
                "the webhook is tried again in %d s: %s (--webhook)"
                        .formatted(pause.toSeconds(), trouble.reason()));
        return new Next.GoOn();
    }

    private Held hold(Queued event, int attempts, String reason) {
        LOGGER.log(
                Level.WARNING,
                "%s: event %s of thread %s waits, and what follows in it (--webhook)"
                        .formatted(reason, event.eventId(), event.thread().value()));
        return new Held(
                event.thread(),
                event.position(),
                attempts,
                clock.instant().plus(backoff.after(attempts)));
    }

    private void retryHeld() throws InterruptedException {
        List<Held> due =
                held.values().stream()
                        .filter(one -> !one.due().isAfter(clock.instant()))
                        .limit(Lanes.AT_ONCE)
                        .toList();
        if (due.isEmpty()) {
            return;
        }
        List<List<Queued>> found =
                due.stream()
                        .map(one -> queue.ofThread(one.thread(), one.position(), scanned, BATCH))
                        .toList();
        List<LaneResult> results =
                lanes.deliver(
                        found.stream()
                                .map(lane -> lane.stream().filter(this::isWanted).toList())
                                .toList());
        for (int i = 0; i < due.size(); i++) {
            settle(due.get(i), found.get(i), results.get(i));
        }
    }

    private void settle(Held one, List<Queued> found, LaneResult end) {
        switch (end) {
            case LaneResult.Done() -> {
                if (found.size() < BATCH) {
                    letGo(one.thread());
                } else {
                    keep(goOn(one, found.getLast().position() + 1));
                }
            }
            case LaneResult.Unfinished() -> {}
            case LaneResult.Stopped(Queued at, DeliveryResult result) -> {
                boolean isSame = at.position() == one.position();
                int attempts = isSame ? one.attempts() + 1 : 1;
                switch (result) {
                    case DeliveryResult.Refused(String reason) ->
                            keep(refuse(one, at, attempts, reason));
                    case DeliveryResult.Unreachable trouble ->
                            keep(hold(at, isSame ? one.attempts() : 1, trouble.reason()));
                    case DeliveryResult.Delivered() -> {}
                }
            }
        }
    }

    private Held refuse(Held one, Queued at, int attempts, String reason) {
        if (!backoff.isOver(attempts)) {
            return hold(at, attempts, reason);
        }
        numbers.countLost(1);
        LOGGER.log(
                Level.ERROR,
                "%s %d times: event %s of thread %s is never told (--webhook)"
                        .formatted(reason, attempts, at.eventId(), at.thread().value()));
        return goOn(one, at.position() + 1);
    }

    private Held goOn(Held one, long position) {
        return new Held(one.thread(), position, 0, clock.instant());
    }

    private void keep(Held one) {
        held.put(one.thread(), one);
        require(queue.advance(name, stored, List.of(one)));
    }

    private void letGo(ThreadId thread) {
        held.remove(thread);
        require(queue.letGo(name, thread));
    }

    private void store(List<Held> refused) {
        stored = scanned;
        require(queue.advance(name, stored, refused));
    }

    private void require(boolean wasOurs) {
        if (!wasOurs) {
            isSender = false; // what was told since is told again
        }
    }

    private Duration untilDue() {
        Duration longest = LEASE.dividedBy(6);
        return held.values().stream()
                .map(one -> Duration.between(clock.instant(), one.due()))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .filter(left -> left.compareTo(longest) < 0)
                .min(Duration::compareTo)
                .orElse(longest);
    }

    private static List<List<Queued>> byThread(List<Queued> events) {
        return List.copyOf(
                events.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Queued::thread, LinkedHashMap::new, Collectors.toList()))
                        .values());
    }
}
