package io.jims.operator.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Posts events to the receiver by Standard Webhooks: one signed message for each event, with the
/// event's id, by which a receiver recognises duplicates. Follows no redirects and uses no proxy.
/// Safe for all threads.
final class Receiver implements AutoCloseable {
    /// Standard Webhooks recommends 15 to 30 seconds.
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final HeaderName ID = HeaderNames.create("webhook-id");
    private static final HeaderName TIMESTAMP = HeaderNames.create("webhook-timestamp");
    private static final HeaderName SIGNATURE = HeaderNames.create("webhook-signature");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final WebhookSettings settings;
    private final InstantSource clock;
    private final Http1Client client;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();

    Receiver(WebhookSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client =
                Http1Client.builder()
                        .followRedirects(false)
                        .proxy(Proxy.noProxy())
                        .dnsResolver(new CheckedAddresses(settings.isPrivateAllowed()))
                        .shareConnectionCache(false)
                        .connectTimeout(CONNECT)
                        .readTimeout(LONGEST)
                        .sendExpectContinue(false)
                        .build();
    }

    /// Returns when the receiver has answered, or its time is up.
    DeliveryResult deliver(ChatThread thread, ThreadEvent event) throws InterruptedException {
        byte[] body = body(thread, event);
        Future<DeliveryResult> attempt = attempts.submit(() -> post(event.id().toString(), body));
        try {
            return attempt.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new DeliveryResult.Unreachable(
                    "no answer within " + LONGEST.toSeconds() + " s", null);
        } catch (ExecutionException e) {
            return new DeliveryResult.Unreachable(reason(e), null);
        } finally {
            attempt.cancel(true); // which closes the connection of one that is under way
        }
    }

    private DeliveryResult post(String id, byte[] body) {
        long now = clock.instant().getEpochSecond();
        String signatures =
                settings.secrets().stream()
                        .map(secret -> secret.signature(id, now, body))
                        .collect(Collectors.joining(" "));
        try (HttpClientResponse response =
                client.post()
                        .uri(settings.url())
                        .header(HeaderValues.CONTENT_TYPE_JSON)
                        .header(ID, id)
                        .header(TIMESTAMP, String.valueOf(now))
                        .header(SIGNATURE, signatures)
                        .submit(body)) {
            return result(response.status().code(), response.headers());
        }
    }

    private static DeliveryResult result(int status, Headers headers) {
        String reason = "the receiver answered " + status;
        return switch (status / 100) {
            case 2 -> new DeliveryResult.Delivered();
            case 3 -> new DeliveryResult.Unreachable(reason + "; no redirect is followed", null);
            default ->
                    switch (status) {
                        case 401, 403, 404, 408, 410, 429, 502, 503, 504 ->
                                new DeliveryResult.Unreachable(reason, wait(headers));
                        default -> new DeliveryResult.Refused(reason);
                    };
        };
    }

    private static @Nullable Duration wait(Headers headers) {
        String text = headers.first(HeaderNames.RETRY_AFTER).orElse("");
        return text.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }

    private static byte[] body(ChatThread thread, ThreadEvent event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("thread_id", thread.id().value().toString());
        data.put("contact_id", thread.contactId());
        data.put("event_id", event.id().toString());
        data.put("event_data", event.data());
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("type", event.type());
        message.put("timestamp", event.createdAt().toString());
        message.put("data", data);
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is made of plain values", e);
        }
    }

    private static String reason(ExecutionException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        attempts.shutdownNow();
        client.closeResource();
    }
}
