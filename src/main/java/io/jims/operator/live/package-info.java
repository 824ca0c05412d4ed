/// What happens, told as it happens: new events to pages and to the webhook, statuses of a run to
/// pages. Read [EventFeed] first.
@NullMarked
package io.jims.operator.live;

import org.jspecify.annotations.NullMarked;
