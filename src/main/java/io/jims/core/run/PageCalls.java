package io.jims.core.run;

import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.PageActionException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The page actions available to a run, see [io.jims.core.ThreadContext#call]. Called on the run's
/// thread.
public interface PageCalls {
    /// No actions: there is no page.
    PageCalls NONE =
            (name, input, timeout) -> {
                throw new PageActionException(
                        Reason.UNAVAILABLE, "no page of the visitor offers " + name);
            };

    /// The actions that are offered now.
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
