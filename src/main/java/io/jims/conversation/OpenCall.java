package io.jims.conversation;

import io.jims.conversation.log.PageCall;
import io.jims.core.PageActionException;
import io.jims.core.PageActionException.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A call of a page action, and its result once there is one. Safe for all threads.
final class OpenCall {
    private final PageCall call;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile PageCall.@Nullable Result result;

    OpenCall(PageCall call) {
        this.call = call;
    }

    PageCall call() {
        return call;
    }

    /// Ends it. Called with the conversation's lock held; the first result counts.
    void end(PageCall.Result found) {
        if (result == null) {
            result = found;
            over.countDown();
        }
    }

    /// Null where there is none.
    PageCall.@Nullable Result result() {
        return result;
    }

    void await(Duration timeout) throws InterruptedException {
        if (!over.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new PageActionException(
                    Reason.UNCERTAIN,
                    "the page did not answer within %d s; %s may have been done"
                            .formatted(timeout.toSeconds(), call.name()));
        }
    }

    /// @throws PageActionException if the page has none
    @Nullable Object value() {
        PageCall.Result found = result;
        if (found == null || found.error() != null) {
            throw new PageActionException(
                    Reason.FAILED, found == null ? "no result" : String.valueOf(found.error()));
        }
        return found.value();
    }
}
