package io.jims.operator.webhook;

import io.jims.store.index.WebhookQueue.Queued;

/// How the events of one thread fared, told one after the other.
sealed interface LaneEnd {
    /// All are told.
    record Done() implements LaneEnd {}

    /// The sender has to look first whether it is still the one.
    record Unfinished() implements LaneEnd {}

    /// Up to this one.
    record Stopped(Queued at, Receipt receipt) implements LaneEnd {}
}
