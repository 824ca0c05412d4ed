package io.jims.conversation;

import io.jims.core.ThreadId;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where files of visitors lie.
@FunctionalInterface
public interface ThreadFiles {
    /// No file is here.
    ThreadFiles NONE = (thread, file) -> null;

    /// The path of a file of this thread; null where there is none.
    @Nullable Path pathOf(ThreadId thread, UUID file);
}
