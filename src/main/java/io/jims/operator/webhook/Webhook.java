package io.jims.operator.webhook;

import io.jims.observe.Metric;
import io.jims.operator.live.EventFeed;
import io.jims.operator.webhook.WebhookSender.Next;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.index.ThreadIndex;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Delivers events to another system until it is closed. Has a platform thread of its own; safe for
/// all threads.
public final class Webhook implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Webhook.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final ThreadIndex index;
    private final EventFeed feed;
    private final Receiver receiver;
    private final WebhookNumbers numbers;
    private final WebhookSender sender;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Webhook(
            WebhookSettings settings,
            ThreadStore threads,
            ThreadIndex index,
            Backoff backoff,
            InstantSource clock) {
        this.index = index;
        this.receiver = new Receiver(settings, clock);
        this.numbers = new WebhookNumbers(clock);
        this.sender =
                new WebhookSender(
                        index.webhook(),
                        settings.events(),
                        mayGoOn ->
                                new Lanes(
                                        threads,
                                        receiver,
                                        numbers,
                                        () -> isOpen() && mayGoOn.getAsBoolean()),
                        backoff,
                        numbers,
                        clock);
        this.feed = new EventFeed(index);
        this.thread = Thread.ofPlatform().name("jims-webhook").daemon().start(this::run);
    }

    /// Starts to deliver: new events, and those that the receiver does not have yet.
    ///
    /// @param index closed with this
    public static Webhook start(
            WebhookSettings settings, ThreadStore threads, ThreadIndex index, InstantSource clock) {
        return start(settings, threads, index, Backoff.OVER_A_DAY, clock);
    }

    static Webhook start(
            WebhookSettings settings,
            ThreadStore threads,
            ThreadIndex index,
            Backoff backoff,
            InstantSource clock) {
        return new Webhook(settings, threads, index, backoff, clock);
    }

    /// How it fares, for the metrics.
    public List<Metric> metrics() {
        return numbers.metrics();
    }

    /// Stops, and releases the lease for another process. Events delivered in the last moment may
    /// be delivered again.
    @Override
    public void close() {
        closed.countDown();
        feed.close();
        receiver.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        index.close();
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void run() {
        try {
            while (isOpen()) {
                follow(step());
            }
            sender.release();
        } catch (StoreException e) {
            LOGGER.log(Level.WARNING, "the webhook was not handed on: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt this thread", e);
        }
    }

    private Next step() throws InterruptedException {
        try {
            return sender.step();
        } catch (StoreException e) {
            LOGGER.log(Level.WARNING, "the webhook waits for the database: " + e.getMessage());
        } catch (RuntimeException e) { // a defect must not end what others rely on
            if (isOpen()) {
                LOGGER.log(Level.ERROR, "the webhook is tried again", e);
            }
        }
        return new Next.Pause(PAUSE_AFTER_FAILURE);
    }

    private void awaitNews(Duration time) throws InterruptedException {
        long known = feed.last();
        if (sender.position() >= known) {
            feed.after(known, time);
        }
    }

    private void follow(Next next) throws InterruptedException {
        switch (next) {
            case Next.GoOn() -> {}
            case Next.Pause(Duration time) -> closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
            case Next.AwaitNews(Duration time) -> awaitNews(time);
        }
    }
}
