package io.jims.core;

import java.util.Map;
import java.util.function.Supplier;

/// A piece of work in a trace, which an operator may follow from service to service. Costs nothing
/// where nobody traces. Safe for all threads; a child may outlast its parent.
public interface Span extends AutoCloseable {
    /// Where nobody traces.
    @SuppressWarnings("ClassInitializationDeadlock") // that class is reached through here only
    Span NONE = new Untraced();

    /// The work that answers a visitor's message, as the Python JIMS calls it.
    String RUN = "jims.run_pipeline_with_context";

    /// A write to the store.
    String STORE = "jims.store";

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
    Span set(String attribute, String value);

    /// Says more of the work.
    ///
    /// @return this
    Span set(String attribute, long value);

    /// The work failed.
    void fail(Throwable reason);

    /// Headers with which a request makes another service's work a part of this one.
    Map<String, String> headers();

    /// Ends the work; only the first call counts.
    @Override
    void close();

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
