package io.jims.telemetry;

import io.jims.core.Span;
import io.jims.observe.Tracer;
import io.sentry.ISpan;
import io.sentry.Sentry;
import io.sentry.SpanStatus;

/// A span in Sentry: a run is a transaction, and its parts are spans.
final class SentrySpan implements Span {
    /// The place where a run may begin. Other work there is not traced: transactions of their own
    /// would be noise.
    static final Span ROOT =
            (kind, name) ->
                    name.equals(Tracer.RUN)
                            ? new SentrySpan(Sentry.startTransaction(name, operation(kind)))
                            : Span.NONE;

    private final ISpan span;

    private SentrySpan(ISpan span) {
        this.span = span;
    }

    @Override
    public Span child(Kind kind, String name) {
        return new SentrySpan(span.startChild(operation(kind), name));
    }

    @Override
    public Span set(String attribute, String value) {
        span.setData(attribute, value);
        return this;
    }

    @Override
    public Span set(String attribute, long value) {
        span.setData(attribute, value);
        return this;
    }

    @Override
    public void fail(Throwable reason) {
        span.setStatus(SpanStatus.INTERNAL_ERROR);
        span.setData("error.type", reason.getClass().getName());
    }

    @Override
    public void close() {
        if (span.getStatus() == null) {
            span.setStatus(SpanStatus.OK);
        }
        span.finish();
    }

    private static String operation(Kind kind) {
        return switch (kind) {
            case INTERNAL -> "function";
            case CLIENT -> "http.client";
        };
    }
}
