package io.jims.operator;

import io.jims.store.ThreadArchive;
import io.jims.store.ThreadIndex;
import io.jims.store.ThreadStore;

/// The conversations, as this listener reads, finds and erases them.
///
/// @param index closed with the listener; the others belong to the server
public record OperatorStore(ThreadStore threads, ThreadArchive archive, ThreadIndex index) {}
