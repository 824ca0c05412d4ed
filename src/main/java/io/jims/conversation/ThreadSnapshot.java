package io.jims.conversation;

import io.jims.conversation.run.ActiveRun;
import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A thread at a moment.
///
/// @param events the newest, oldest first; does not change later
/// @param active the run under way; null for none
public record ThreadSnapshot(
        ChatThread thread, List<ThreadEvent> events, @Nullable ActiveRun active) {}
