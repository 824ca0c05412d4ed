package io.jims.conversation;

import io.jims.conversation.log.PageCall;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.pending.PendingMessage;
import io.jims.core.EventTypes;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.PageActionException.Reason;
import io.jims.core.Span;
import io.jims.core.Uuid7;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls of page actions in one conversation. Each is stored before a page hears of it, so that
/// none is made twice, whatever dies. Guarded by the conversation's lock.
final class OpenCalls {
    private final FollowedLog log;
    private final Followers followers;
    private final Map<UUID, OpenCall> open = new HashMap<>(1);

    OpenCalls(FollowedLog log, Followers followers) {
        this.log = log;
        this.followers = followers;
    }

    /// Calls an action for the run of a message.
    ///
    /// @throws PageActionException if it is not to be done
    OpenCall begin(
            PendingMessage message,
            PageAction action,
            Map<String, @Nullable Object> input,
            Duration timeout) {
        PageCall call = new PageCall(Uuid7.next(), message.id(), action.name(), input);
        OpenCall begun = new OpenCall(call);
        PageCall earlier = earlier(message, action);
        if (earlier != null) {
            begun.end(resultOf(earlier, call));
            return begun;
        }
        Follower page =
                followers
                        .offering(action.name())
                        .orElseThrow(() ->
                                new PageActionException(
                                        Reason.UNAVAILABLE,
                                        "no page of the visitor offers " + action.name()));
        log.note(call.id(), EventTypes.PAGE_CALL, call.toData(), message.work());
        message.hasCalled(call.id());
        open.put(call.id(), begun);
        page.tell(new Notice.Call(call.id(), action, input, timeout));
        return begun;
    }

    /// A page told what came of a call; others change nothing.
    void tell(PageCall.Result result) {
        OpenCall call = open.get(result.call());
        if (call != null) {
            call.end(result);
        }
    }

    /// Nobody waits for it any more.
    void end(OpenCall call, Span work) {
        PageCall.Result result = call.result();
        if (open.remove(call.call().id()) != null && result != null) {
            log.note(Uuid7.next(), EventTypes.PAGE_RESULT, result.toData(), work);
        }
    }

    /// One that another run for the same message made: before its server died, also where that was
    /// another one than had accepted the message, or before its visitor tried again. Null where
    /// there is none.
    private @Nullable PageCall earlier(PendingMessage message, PageAction action) {
        return PageCall.last(log.get().events(), message.id(), action.name())
                .filter(call -> !message.called(call.id()))
                .orElse(null);
    }

    private PageCall.Result resultOf(PageCall earlier, PageCall wanted) {
        return PageCall.Result.of(earlier, log.get().events())
                .filter(result -> earlier.input().equals(wanted.input()))
                .orElseThrow(() ->
                        new PageActionException(
                                Reason.UNCERTAIN,
                                "an earlier attempt to answer this message has called "
                                        + wanted.name()
                                        + " already; it may have been done"));
    }
}
