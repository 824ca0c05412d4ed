package io.jims.telemetry;

import io.jims.core.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;

/// An OpenTelemetry span, or a position in a trace that has no span of ours yet.
final class TracedSpan implements Span {
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Context context;
    private final io.opentelemetry.api.trace.Span span;

    /// A position in a trace.
    TracedSpan(Tracer tracer, TextMapPropagator propagator, Context context) {
        this(tracer, propagator, context, io.opentelemetry.api.trace.Span.getInvalid());
    }

    private TracedSpan(
            Tracer tracer,
            TextMapPropagator propagator,
            Context context,
            io.opentelemetry.api.trace.Span span) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.context = context;
        this.span = span;
    }

    @Override
    public Span child(Kind kind, String name) {
        io.opentelemetry.api.trace.Span child =
                tracer.spanBuilder(name)
                        .setParent(context)
                        .setSpanKind(
                                switch (kind) {
                                    case INTERNAL -> SpanKind.INTERNAL;
                                    case CLIENT -> SpanKind.CLIENT;
                                })
                        .startSpan();
        return new TracedSpan(tracer, propagator, context.with(child), child);
    }

    @Override
    public Span set(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    @Override
    public Span set(String attribute, long value) {
        span.setAttribute(attribute, value);
        return this;
    }

    /// Leaves out the exception's message, which may contain a visitor's text.
    @Override
    public void fail(Throwable reason) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("error.type", reason.getClass().getName());
    }

    @Override
    public Map<String, String> carrier() {
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(context, carrier, (ignored, name, value) -> carrier.put(name, value));
        return carrier;
    }

    @Override
    public void close() {
        span.end();
    }
}
