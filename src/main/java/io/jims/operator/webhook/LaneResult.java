package io.jims.operator.webhook;

import io.jims.store.index.WebhookQueue.Queued;

/// The result of delivering the events of one thread in order.
sealed interface LaneResult {
    /// All were delivered.
    record Done() implements LaneResult {}

    /// The sender must check first that it still has its lease.
    record Unfinished() implements LaneResult {}

    /// Delivery stopped at this event.
    record Stopped(Queued at, DeliveryResult result) implements LaneResult {}
}
