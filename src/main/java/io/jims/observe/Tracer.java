package io.jims.observe;

import io.jims.core.Span;
import java.util.Optional;
import java.util.function.Function;

/// Starts traces. Called on any thread; must neither throw nor block.
@FunctionalInterface
public interface Tracer {
    /// Traces nothing.
    Tracer NONE = carrier -> Span.NONE;

    /// A span for answering a visitor's message, named as in the Python JIMS.
    String RUN = "jims.run_pipeline_with_context";

    /// A span for a write to the store.
    String STORE = "jims.store";

    /// The remote parent of a request, to start child spans; it is not a span itself.
    ///
    /// @param carrier the request's fields by name, see [Span#carrier]
    Span trace(Function<String, Optional<String>> carrier);

    /// The parent of work outside of a request.
    default Span trace() {
        return trace(name -> Optional.empty());
    }

    /// A tracer that uses this one and the other.
    default Tracer plus(Tracer other) {
        return carrier -> SpanPair.of(trace(carrier), other.trace(carrier));
    }
}
