/// Sends events to another system (`--webhook`) as Standard Webhooks. The composition root starts
/// [Webhook]; read [WebhookSender] next.
@NullMarked
package io.jims.operator.webhook;

import org.jspecify.annotations.NullMarked;
