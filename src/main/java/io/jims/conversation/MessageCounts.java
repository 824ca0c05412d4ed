package io.jims.conversation;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.ErrorCode.Outcome;
import io.jims.core.Feedback.Rating;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How many messages of visitors there were since the start, by what became of them. Safe for all
/// threads; to count costs an array access and an addition.
public final class MessageCounts {
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder reconnects = new LongAdder();
    private final Map<ErrorCode, LongAdder> errors = new EnumMap<>(ErrorCode.class);

    private final Map<Rating, LongAdder> feedback = new EnumMap<>(Rating.class);

    public MessageCounts() {
        for (Rating rating : Rating.values()) {
            feedback.put(rating, new LongAdder());
        }
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code, new LongAdder());
        }
    }

    /// Counts a message whose run's answer was stored.
    public void countAnswered() {
        answered.increment();
    }

    /// Counts a message whose answer could not be stored: as if the pipeline had failed.
    public void countFailed() {
        count(ErrorCode.PIPELINE);
    }

    /// Counts a message that was not answered for this reason.
    public void count(ChatException reason) {
        if (reason.isOfGuard()) {
            refused.increment();
        } else {
            count(reason.code());
        }
    }

    /// Counts a message, or another frame, that was not answered for this reason.
    public void count(ErrorCode reason) {
        of(reason).increment();
    }

    /// Counts a client that goes on with a thread that it had before.
    public void countReconnect() {
        reconnects.increment();
    }

    /// Counts a rating of an answer that was stored.
    public void countFeedback(Rating rating) {
        of(feedback, rating).increment();
    }

    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of(MetricName.MESSAGES, "answered", answered::sum));
        metrics.add(Metric.of(MetricName.MESSAGES, "refused", refused::sum));
        for (Outcome outcome : Outcome.values()) {
            metrics.add(
                    Metric.of(
                            MetricName.MESSAGES,
                            label(outcome),
                            () -> codes(outcome).mapToLong(code -> of(code).sum()).sum()));
        }
        codes(Outcome.REJECTED)
                .forEach(code ->
                        metrics.add(
                                Metric.of(MetricName.REJECTED, code.wireName(), of(code)::sum)));
        metrics.add(Metric.of(MetricName.RECONNECTS, reconnects::sum));
        for (Rating rating : Rating.values()) {
            metrics.add(
                    Metric.of(MetricName.FEEDBACK, rating.wireName(), of(feedback, rating)::sum));
        }
        return metrics;
    }

    private static Stream<ErrorCode> codes(Outcome outcome) {
        return Stream.of(ErrorCode.values()).filter(code -> code.outcome() == outcome);
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private LongAdder of(ErrorCode code) {
        return of(errors, code);
    }

    private static <K> LongAdder of(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalArgumentException("not counted: " + key);
        }
        return adder;
    }
}
