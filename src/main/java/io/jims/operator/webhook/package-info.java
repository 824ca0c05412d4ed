/// Tells another system of events (`--webhook`), by Standard Webhooks. The composition root comes
/// in by [Webhook]; read [WebhookSender] next.
@NullMarked
package io.jims.operator.webhook;

import org.jspecify.annotations.NullMarked;
