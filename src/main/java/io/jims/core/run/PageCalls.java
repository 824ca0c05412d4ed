package io.jims.core.run;

import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.PageActionException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run can have the visitor's page do, see [io.jims.core.ThreadContext#call]. Called on the
/// run's thread.
public interface PageCalls {
    /// Nothing: there is no page.
    PageCalls NONE =
            (name, input, timeout) -> {
                throw new PageActionException(
                        Reason.UNAVAILABLE, "no page of the visitor offers " + name);
            };

    /// What is offered at present.
    default List<PageAction> available() {
        return List.of();
    }

    /// Blocks until there is a result.
    ///
    /// @throws PageActionException if there is none
    @Nullable Object call(
            String name, Map<String, ? extends @Nullable Object> input, Duration timeout)
            throws InterruptedException;
}
