package io.jims.widget.socket;

import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import io.jims.observe.RareLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// All open sockets of a server: bounds their number, pings silent clients, disconnects lost or
/// stuck ones, and closes all at the end. Safe for all threads.
public final class Sockets implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Sockets.class.getName());
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);

    private final Set<WatchedSocket> open = ConcurrentHashMap.newKeySet();
    private final int max;
    private final Semaphore places;
    private final Refusals refusals = new Refusals();
    private final RareLine failures = new RareLine(LOGGER, System.Logger.Level.ERROR);
    private final Thread watch;
    private volatile boolean closing;

    /// @param max most open sockets (`--max-sockets`)
    public Sockets(int max) {
        this.max = max;
        this.places = new Semaphore(max);
        this.watch = Thread.ofVirtual().name("socket watch").start(this::watch);
    }

    /// How many are open now.
    public int size() {
        return open.size();
    }

    /// Their metrics.
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(refusals.metrics());
        metrics.add(Metric.of(MetricName.SOCKETS_OPEN, open::size));
        return metrics;
    }

    /// Refuses new clients from now on.
    public void refuseNew() {
        closing = true;
    }

    /// Sends a close frame to every client, and refuses new ones. Clients that do not answer are
    /// disconnected within seconds; [#awaitEmpty] waits for that.
    public void closeAll(CloseCode code, String reason) {
        closing = true;
        for (WatchedSocket connection : open) {
            Thread.startVirtualThread(() -> connection.close(code, reason));
        }
    }

    /// Waits until all connections have ended.
    ///
    /// @return false if some are still open after this time
    public boolean awaitEmpty(Duration limit) throws InterruptedException {
        boolean allPlaces = places.tryAcquire(max, limit.toMillis(), TimeUnit.MILLISECONDS);
        if (allPlaces) {
            places.release(max);
        }
        return allPlaces;
    }

    /// Disconnects all remaining clients, and ends the watch.
    @Override
    public void close() {
        closing = true;
        watch.interrupt();
        open.forEach(WatchedSocket::abort);
    }

    /// Rate-limited log of our own faults: a client that can cause one can cause many.
    RareLine failures() {
        return failures;
    }

    Refusals refusals() {
        return refusals;
    }

    /// Whether new clients are refused.
    boolean isClosing() {
        return closing;
    }

    /// Whether one more may be opened; if so, [#leave] must follow.
    boolean tryEnter() {
        return !closing && places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    void add(WatchedSocket connection) {
        open.add(connection);
        if (closing) { // it came while the others were being closed
            connection.close(CloseCode.GOING_AWAY, "the server is shutting down");
        }
    }

    void remove(WatchedSocket connection) {
        open.remove(connection);
        leave();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(WATCH_INTERVAL);
                checkAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void checkAll() {
        long now = System.nanoTime();
        for (WatchedSocket connection : open) {
            try {
                connection.check(now);
            } catch (RuntimeException e) { // the others are watched all the same
                LOGGER.log(System.Logger.Level.ERROR, "A socket was not checked", e);
            }
        }
    }
}
