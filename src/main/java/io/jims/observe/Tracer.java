package io.jims.observe;

import io.jims.core.Span;
import java.util.Optional;
import java.util.function.Function;

/// Where traces begin. Called on any thread; must neither throw nor block.
@FunctionalInterface
public interface Tracer {
    /// Traces nothing.
    Tracer NONE = carrier -> Span.NONE;

    /// The work that answers a visitor's message, as the Python JIMS calls it.
    String RUN = "jims.run_pipeline_with_context";

    /// A write to the store.
    String STORE = "jims.store";

    /// The work that a request is part of, to begin pieces of it; by itself it is no span.
    ///
    /// @param carrier what came with the request, by name, see [Span#carrier]
    Span trace(Function<String, Optional<String>> carrier);

    /// Work that nobody asked for in a request.
    default Span trace() {
        return trace(name -> Optional.empty());
    }

    /// Traces with this one and the other.
    default Tracer plus(Tracer other) {
        return carrier -> SpanPair.of(trace(carrier), other.trace(carrier));
    }
}
