package io.jims.conversation.run;

import io.jims.core.ChatException;
import io.jims.core.ThreadEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param sent in order, not yet stored; nothing of a run that failed
/// @param stopped whether the visitor did not want the rest
/// @param failure why there is no answer; null where there is one
public record RunResult(List<ThreadEvent> sent, boolean stopped, @Nullable ChatException failure) {
    public RunResult {
        sent = List.copyOf(sent);
    }

    public static RunResult failed(ChatException failure) {
        return new RunResult(List.of(), false, failure);
    }
}
