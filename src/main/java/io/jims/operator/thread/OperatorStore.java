package io.jims.operator.thread;

import io.jims.store.ThreadStore;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.index.ThreadIndex;
import io.jims.upload.UploadDirectory;
import org.jspecify.annotations.Nullable;

/// The parts of the database that this listener uses.
///
/// @param index closed with the listener; the others belong to the server
/// @param files of visitors; null if uploads are off
public record OperatorStore(
        ThreadStore threads,
        ThreadArchive archive,
        ThreadIndex index,
        @Nullable UploadDirectory files) {}
