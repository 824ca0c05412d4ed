package io.jims.widget;

import io.jims.core.ChatThread;
import io.jims.core.PipelineRunner;
import io.jims.core.ThreadController;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.ThreadStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The threads that sockets are having at present, each once. Safe for all threads.
final class Conversations {
    private final ThreadStore store;
    private final PipelineRunner runner;
    private final int historyEvents;
    private final Map<ThreadId, Conversation> open = new ConcurrentHashMap<>();

    /// @param historyEvents how many of the newest events a run sees at least
    Conversations(ThreadStore store, PipelineRunner runner, int historyEvents) {
        this.store = store;
        this.runner = runner;
        this.historyEvents = historyEvents;
    }

    /// The thread that a client asked for, or a new one where there is none of that id; [#close]
    /// must follow.
    ///
    /// @param contact owner of a new thread; a thread that exists keeps its own
    Conversation open(@Nullable ThreadId requested, ContactId contact) {
        return Optional.ofNullable(requested)
                .flatMap(store::find)
                .map(this::resume)
                .orElseGet(() -> create(contact));
    }

    List<ThreadEvent> answer(Conversation conversation, String text) throws InterruptedException {
        return conversation.answer(text, runner);
    }

    void close(Conversation conversation) {
        open.computeIfPresent(conversation.id(), (id, present) -> present.leave());
    }

    int size() {
        return open.size();
    }

    private Conversation resume(ChatThread thread) {
        return open.compute(
                thread.id(),
                (id, present) ->
                        present != null
                                ? present.join()
                                : new Conversation(
                                        id,
                                        () ->
                                                ThreadController.resume(
                                                        store, thread, historyEvents)));
    }

    private Conversation create(ContactId contact) {
        ThreadId id = ThreadId.create();
        Conversation conversation =
                new Conversation(
                        id,
                        () -> ThreadController.create(store, id, contact.value(), historyEvents));
        open.put(id, conversation);
        return conversation;
    }
}
