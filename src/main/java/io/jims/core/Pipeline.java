package io.jims.core;

/// Answers visitors: reads the thread and sends messages and events. It is called on a virtual
/// thread of its own for each user message, and concurrently for many threads, so write plain
/// blocking code.
@FunctionalInterface
public interface Pipeline {
    /// Answers the last message of the thread.
    ///
    /// If this throws, nothing that the run sent is stored. The thread of a run that takes too long
    /// or is stopped is interrupted.
    ///
    /// @throws ChatException to tell the visitor why there is no answer: the message is shown
    /// @throws Exception if the answer failed; the visitor's panel says only that. The message goes
    ///   to the log, and to clients of the basic protocol, as the original sends it
    void run(ThreadContext context) throws Exception;
}
