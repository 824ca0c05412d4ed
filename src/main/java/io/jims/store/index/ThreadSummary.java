package io.jims.store.index;

import io.jims.core.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A thread as it stands in a list.
///
/// @param lastActivity the time of its newest event
/// @param firstQuestion the beginning of what the visitor said first; empty for nothing
/// @param messages of visitor and assistant
/// @param rating the last one
/// @param failed whether its last run failed
/// @param human whether a person answers it
/// @param owed whether it is owed an answer
/// @param lang first part of the tag of the language that its visitor's page had at first; null
///   where it is not known
public record ThreadSummary(
        ThreadId id,
        @Nullable String contactId,
        Instant createdAt,
        Instant lastActivity,
        String firstQuestion,
        long messages,
        ThreadFilter.@Nullable Rating rating,
        boolean failed,
        boolean human,
        boolean owed,
        @Nullable String lang) {}
