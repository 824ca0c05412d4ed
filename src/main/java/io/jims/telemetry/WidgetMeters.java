package io.jims.telemetry;

import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;
import io.jims.core.MessageOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/// What the widget servers of this process count, added up at each scrape. Zero while there is
/// none.
///
/// Safe for all threads.
final class WidgetMeters {
    private final List<Source> sources = new CopyOnWriteArrayList<>();

    /// The numbers of one server; both functions must be cheap and safe for all threads.
    ///
    /// @param messages how many since its start, by outcome
    record Source(IntSupplier socketsOpen, ToLongFunction<MessageOutcome> messages) {}

    void add(Source source) {
        sources.add(source);
    }

    void remove(Source source) {
        sources.remove(source);
    }

    void register(ProcessMeters meters) {
        MetricsFactory factory = meters.factory();
        meters.register(
                factory.gaugeBuilder(MeterNames.SOCKETS_OPEN, this::socketsOpen)
                        .description("WebSocket connections that are open"));
        for (MessageOutcome outcome : MessageOutcome.values()) {
            meters.register(
                    factory.functionalCounterBuilder(MeterNames.MESSAGES, outcome, this::messages)
                            .description("Messages of visitors, by what became of them")
                            .addTag(Tag.create(MeterNames.OUTCOME, outcome.label())));
        }
    }

    private int socketsOpen() {
        return sources.stream().mapToInt(source -> source.socketsOpen().getAsInt()).sum();
    }

    private long messages(MessageOutcome outcome) {
        return sources.stream().mapToLong(source -> source.messages().applyAsLong(outcome)).sum();
    }
}
