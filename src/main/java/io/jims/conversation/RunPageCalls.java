package io.jims.conversation;

import io.jims.conversation.pending.PendingMessage;
import io.jims.core.JsonBounds;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.PageActionException.Reason;
import io.jims.core.run.PageCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the run of one message can have the visitor's pages do.
///
/// @param declared by the operator; there are no others
record RunPageCalls(Conversation conversation, PendingMessage message, List<PageAction> declared)
        implements PageCalls {
    @Override
    public List<PageAction> available() {
        return declared.stream().filter(conversation::offers).toList();
    }

    @Override
    public @Nullable Object call(
            String name, Map<String, ? extends @Nullable Object> input, Duration timeout)
            throws InterruptedException {
        PageAction action =
                declared.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new PageActionException(
                                        Reason.UNAVAILABLE,
                                        "there is no action " + name + " (--client-tools)"));
        return conversation.call(
                message, action, JsonBounds.PAGE_ACTION.require("input", input), timeout);
    }
}
