package io.jims.conversation.guard;

import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.Guard;
import io.jims.core.Guard.Pass;
import io.jims.core.Guard.Refuse;
import io.jims.core.Guard.Replace;
import io.jims.core.Guard.Verdict;
import io.jims.core.ThreadEvent;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All guards of a server, asked one after the other: each sees what the one before left. Safe for
/// all threads.
public final class Guards {
    /// Lets everything pass.
    public static final Guards NONE = new Guards(List.of());

    private static final String CONTENT = "content";

    private final List<Guard> guards;
    private final Side messages = new Side("message", Guard::message);
    private final Side answers = new Side("answer", Guard::answer);

    public Guards(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /// What they did not let pass as it was, for the metrics.
    public List<Metric> metrics() {
        return Stream.of(messages, answers).flatMap(Side::metrics).toList();
    }

    public boolean isEmpty() {
        return guards.isEmpty();
    }

    /// What is stored of a visitor's message.
    ///
    /// @throws ChatException with the words of a refusal; or if a guard failed
    public UserMessage message(UserMessage sent) {
        if (isEmpty()) {
            return sent;
        }
        String label = sent.label() == null ? null : through(sent.label(), messages);
        return sent.saying(through(sent.text(), messages), label);
    }

    /// What is kept of what a run sent. Events other than `comm.*` are the app's own, and stay.
    ///
    /// @throws ChatException with the words of a refusal; or if a guard failed
    public List<ThreadEvent> answer(List<ThreadEvent> sent) {
        return isEmpty() ? sent : sent.stream().map(this::answer).toList();
    }

    private ThreadEvent answer(ThreadEvent event) {
        String said = event.isCommunication() ? event.content() : "";
        String kept = said.isEmpty() ? said : through(said, answers);
        if (kept.equals(said)) {
            return event;
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.data());
        data.put(CONTENT, kept);
        return new ThreadEvent(event.id(), event.createdAt(), event.type(), data);
    }

    private String through(String text, Side side) {
        String left = text;
        for (Guard guard : guards) {
            left = side.left(guard, left);
        }
        return left;
    }

    /// Which of a guard's methods is asked, and what it said.
    ///
    /// @param name in the metric's label
    private record Side(
            String name,
            BiFunction<Guard, String, Verdict> look,
            LongAdder replaced,
            LongAdder refused,
            LongAdder failed) {
        Side(String name, BiFunction<Guard, String, Verdict> look) {
            this(name, look, new LongAdder(), new LongAdder(), new LongAdder());
        }

        Stream<Metric> metrics() {
            return Stream.of(
                    Metric.of(MetricName.GUARDED, name + "_replaced", replaced::sum),
                    Metric.of(MetricName.GUARDED, name + "_refused", refused::sum),
                    Metric.of(MetricName.GUARDED, name + "_failed", failed::sum));
        }

        String left(Guard guard, String text) {
            return switch (verdict(guard, text)) {
                case Pass() -> text;
                case Replace(String other) -> {
                    if (!other.equals(text)) {
                        replaced.increment();
                    }
                    yield other;
                }
                case Refuse(String words) -> {
                    refused.increment();
                    throw ChatException.ofGuard(words);
                }
            };
        }

        private Verdict verdict(Guard guard, String text) {
            try {
                return look.apply(guard, text);
            } catch (RuntimeException | LinkageError e) { // what nobody has seen does not pass
                failed.increment();
                throw ChatException.ofPipeline(e);
            }
        }
    }
}
