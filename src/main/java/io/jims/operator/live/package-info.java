/// Live events: new events for pages and the webhook, the status of a run for pages. Read
/// [EventFeed] first.
@NullMarked
package io.jims.operator.live;

import org.jspecify.annotations.NullMarked;
