package io.jims.store.index;

import io.jims.core.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A thread in the operator's list.
///
/// @param lastActivity the time of its newest event
/// @param firstQuestion the start of the visitor's first message; empty if there is none
/// @param messages number of messages of visitor and assistant
/// @param rating the latest one
/// @param failed whether its last run failed
/// @param human whether a person answers it
/// @param owed whether it has a pending message
/// @param lang first part of the language tag of the visitor's page when the thread began; null if
///   unknown
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
