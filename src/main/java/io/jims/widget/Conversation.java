package io.jims.widget;

import io.jims.core.PipelineRunner;
import io.jims.core.RunListener;
import io.jims.core.ThreadController;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A thread that sockets are having at present: one answer at a time, in the order in which
/// messages came, whatever the number of sockets. Safe for all threads.
final class Conversation {
    private final ThreadId id;
    private final Supplier<ThreadController> source;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable ThreadController controller;
    private int users = 1;

    /// @param source gives the controller on the first message; asked again if it failed
    Conversation(ThreadId id, Supplier<ThreadController> source) {
        this.id = id;
        this.source = source;
    }

    ThreadId id() {
        return id;
    }

    /// Waits for its turn, then answers.
    List<ThreadEvent> answer(String text, PipelineRunner runner) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (controller == null) {
                controller = source.get();
            }
            return controller.answer(text, runner, RunListener.NONE);
        } finally {
            turn.unlock();
        }
    }

    /// One more socket has it. Called under the map's lock of [Conversations].
    Conversation join() {
        users++;
        return this;
    }

    /// One socket less; null when it was the last. Called under the map's lock of [Conversations].
    @Nullable Conversation leave() {
        users--;
        return users == 0 ? null : this;
    }
}
