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
    /// @throws ChatException to tell the visitor why there is no answer: the message is shown
    /// @throws Exception if the answer failed; the visitor's panel says only that. The message goes
    ///   to the log, and to clients of the basic protocol, as the original sends it
    void run(ThreadContext context) throws Exception;
}
