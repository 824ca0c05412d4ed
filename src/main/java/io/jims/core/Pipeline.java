package io.jims.core;

/// What answers the visitors: reads the thread and sends messages and events. Called on a virtual
/// thread of its own for every user message, for many threads at once; plain blocking code is what
/// it is for.
@FunctionalInterface
public interface Pipeline {
    /// Answers the last message of the thread.
    ///
    /// Nothing that the run sent is stored if this throws. A run that takes too long or is stopped
    /// has its thread interrupted.
    ///
    /// @throws Exception to tell the visitor that the answer failed; its message is shown to the
    ///   visitor
    void run(ThreadContext context) throws Exception;
}
