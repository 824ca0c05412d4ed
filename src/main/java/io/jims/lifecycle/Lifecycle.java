package io.jims.lifecycle;

import io.jims.lifecycle.TextSource.Reading;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The current words of the widget. A thread of its own reads their source periodically; nobody
/// waits for that. If the source fails, the last good words stay, even across restarts. Safe for
/// all threads.
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Lifecycle.class.getName());

    /// How long a start waits for the first answer of its source.
    private static final Duration LONGEST_START = Duration.ofSeconds(2);

    private final @Nullable TextSource source;
    private final TextCache cache;
    private final Duration interval;
    private final Semaphore wishes = new Semaphore(0);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread thread;
    private volatile State state;

    // Touched by the own thread only.
    private @Nullable String version;
    private @Nullable Selection taken;

    /// @param readAt null as long as the source has not answered
    /// @param failure why the source does not respond now
    private record State(Texts texts, @Nullable Instant readAt, @Nullable String failure) {
        State failing(String reason) {
            return new State(texts, readAt, reason);
        }
    }

    private Lifecycle(@Nullable TextSource source, LifecycleSettings settings) {
        this.source = source;
        this.interval = settings.refresh();
        this.cache = new TextCache(settings.cache(), source == null ? "" : source.description());
        this.state = new State(source == null ? Texts.NONE : cache.load(), null, null);
        this.thread = Thread.ofVirtual().name("lifecycle").unstarted(this::follow);
    }

    /// Begins with the words that the source has now, or had last. Waits for it for 2 s at most.
    ///
    /// @param table of the database of the conversations; null where that has none
    public static Lifecycle start(LifecycleSettings settings, @Nullable TextTable table) {
        return start(Sources.find(settings.origin(), table), settings);
    }

    /// Asks the source once, and keeps nothing of it. A table of the database is not asked.
    ///
    /// @return what answered, for the operator
    /// @throws SourceException if it does not answer, or has no texts
    public static String look(LifecycleSettings settings) {
        TextSource source = Sources.find(settings.origin(), null);
        if (source == null) {
            return "no source beside the database";
        }
        try {
            source.read(null);
            return source.description();
        } finally {
            source.close();
        }
    }

    static Lifecycle start(@Nullable TextSource source, LifecycleSettings settings) {
        Lifecycle lifecycle = new Lifecycle(source, settings);
        if (source != null) {
            lifecycle.thread.start();
            lifecycle.awaitFirstAnswer();
        }
        return lifecycle;
    }

    public Texts texts() {
        return state.texts();
    }

    /// Where the words come from, for the operator.
    public String description() {
        return source == null ? "built in" : source.description();
    }

    /// Whether there is a source to be asked.
    public boolean hasSource() {
        return source != null;
    }

    /// Has the source asked now; returns at once.
    public void refresh() {
        wishes.release();
    }

    /// How the source is, for the operator: `source`, `texts`, `as_of` and, while it fails,
    /// `error`.
    public Map<String, String> details() {
        State current = state;
        Map<String, String> details = new LinkedHashMap<>();
        details.put("source", description());
        details.put("texts", Integer.toString(current.texts().size()));
        if (current.readAt() != null) {
            details.put("as_of", current.readAt().toString());
        }
        if (current.failure() != null) {
            details.put("error", current.failure());
        }
        return details;
    }

    /// Stops asking.
    @Override
    public void close() {
        thread.interrupt();
        if (source != null) {
            source.close();
        }
    }

    private void awaitFirstAnswer() {
        try {
            if (!asked.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.log(
                        Level.WARNING,
                        "{0} (--lifecycle) is slow: starting with {1} texts that it had before",
                        description(),
                        texts().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        TextSource asking = Objects.requireNonNull(source); // else it is not started
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration notBefore = ask(asking);
                asked.countDown();
                Duration pause = interval.compareTo(notBefore) > 0 ? interval : notBefore;
                wishes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                wishes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns how long the source wants to be left alone.
    private Duration ask(TextSource asking) {
        try {
            take(asking.read(version));
            return Duration.ZERO;
        } catch (SourceException e) {
            fail(String.valueOf(e.getMessage()), e);
            return e.notBefore();
        } catch (RuntimeException e) { // of a library; the next try may be better
            fail(e.toString(), e);
            return Duration.ZERO;
        }
    }

    private void take(Reading reading) {
        Texts current =
                switch (reading) {
                    case Reading.Unchanged() -> texts();
                    case Reading.Rows rows -> take(rows);
                };
        boolean wasFailing = state.failure() != null;
        state = new State(current, Instant.now().truncatedTo(ChronoUnit.SECONDS), null);
        if (wasFailing) {
            LOGGER.log(Level.INFO, "{0} (--lifecycle) is back", description());
        }
    }

    private Texts take(Reading.Rows rows) {
        Selection selection = Selection.of(rows.rows());
        if (!selection.equals(taken)) {
            report(selection);
            cache.keep(selection.texts());
        }
        taken = selection;
        version = rows.version();
        return selection.texts();
    }

    private void report(Selection selection) {
        String leftOut = selection.leftOut();
        LOGGER.log(
                selection.remarks().isEmpty() ? Level.INFO : Level.WARNING,
                "{0} texts from {1} (--lifecycle){2}",
                selection.texts().size(),
                description(),
                leftOut.isEmpty() ? "" : "; left out: " + leftOut);
    }

    /// Warns once per outage.
    private void fail(String reason, RuntimeException failure) {
        boolean isNew = state.failure() == null;
        state = state.failing(reason);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        LOGGER.log(
                isNew ? Level.WARNING : Level.DEBUG,
                "{0} (--lifecycle) gives no texts, {1} that it had before stay: {2}",
                description(),
                texts().size(),
                reason);
        LOGGER.log(Level.DEBUG, "The source of texts failed", failure);
    }
}
