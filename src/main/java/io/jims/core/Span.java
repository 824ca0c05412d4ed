package io.jims.core;

import java.util.Map;
import java.util.function.Supplier;

/// A piece of work in a trace, which an operator may follow from service to service. Costs nothing
/// where nobody traces. Safe for all threads; a child may outlast its parent.
///
/// What is not overridden does nothing, as in a place of a trace that has no span of its own.
public interface Span extends AutoCloseable {
    /// Where nobody traces.
    Span NONE =
            new Span() {
                @Override
                public Span child(Kind kind, String name) {
                    return this;
                }

                @Override
                public <T> T around(String name, Supplier<T> piece) {
                    return piece.get();
                }
            };

    /// Which part the work has in the trace.
    enum Kind {
        INTERNAL,
        /// It asks another service.
        CLIENT
    }

    /// Begins a piece of this work, which [#close] ends.
    Span child(Kind kind, String name);

    /// Says more of the work; nothing that visitors wrote.
    ///
    /// @return this
    default Span set(String attribute, String value) {
        return this;
    }

    /// Says more of the work.
    ///
    /// @return this
    default Span set(String attribute, long value) {
        return this;
    }

    /// The work failed.
    default void fail(Throwable reason) {}

    /// What makes another service's work a part of this one: fields to send along with a request.
    default Map<String, String> carrier() {
        return Map.of();
    }

    /// Ends the work; only the first call counts.
    @Override
    default void close() {}

    /// Does something that may fail as a piece of this work.
    default <T> T around(String name, Supplier<T> piece) {
        try (Span span = child(Kind.INTERNAL, name)) {
            try {
                return piece.get();
            } catch (RuntimeException e) {
                span.fail(e);
                throw e;
            }
        }
    }
}
