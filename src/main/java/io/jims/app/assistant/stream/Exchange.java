package io.jims.app.assistant.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One streaming request of LangChain4j, and its answer. Unlike LangChain4j's own clients it blocks
/// its caller: an interrupt cancels it, and no other thread calls the listener. Every failure is a
/// [ModelException]. For one call and one thread.
public final class Exchange implements HttpClient {
    private static final int MAX_REFUSAL_BYTES = 16_384;

    private final java.net.http.HttpClient http;
    private final Duration timeout;
    private final Dialect dialect;
    private boolean reachedModel;

    /// @param body fails where the connection broke
    private record Response(int status, HttpHeaders headers, InputStream body) {}

    /// @param timeout how long the server may be silent
    public Exchange(java.net.http.HttpClient http, Duration timeout, Dialect dialect) {
        this.http = http;
        this.timeout = timeout;
        this.dialect = dialect;
    }

    /// How the server said that its answer ended; null if it did not.
    public @Nullable FinishReason finishReason() {
        return dialect.finishReason();
    }

    /// Whether the call may cost something: the request was sent, and not refused.
    public boolean hasReachedModel() {
        return reachedModel;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            Response response = send(toJdk(request));
            try (InputStream body = response.body()) {
                receive(response, body, listener);
            }
        } catch (HttpConnectTimeoutException e) {
            throw new ModelException(ModelFailure.UNREACHABLE, String.valueOf(e), e);
        } catch (HttpTimeoutException e) {
            reachedModel = true;
            throw new ModelException(ModelFailure.SILENT, "no answer within " + timeout, e);
        } catch (ConnectException e) {
            throw interruptedOr(ModelFailure.UNREACHABLE, e);
        } catch (IOException e) {
            reachedModel = true;
            throw interruptedOr(ModelFailure.UNREACHABLE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(ModelFailure.STOPPED, "interrupted", e);
        }
        listener.onClose();
    }

    /// If the connection breaks right after the headers, the JDK fails the whole request; here it
    /// is a response all the same, with its status and perhaps some text.
    private Response send(java.net.http.HttpRequest request)
            throws IOException, InterruptedException {
        AtomicReference<@Nullable Response> begun = new AtomicReference<>();
        BodyHandler<InputStream> receiver =
                head -> {
                    LosslessBody body = new LosslessBody();
                    begun.set(new Response(head.statusCode(), head.headers(), body.stream()));
                    return body;
                };
        try {
            http.send(request, receiver);
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (begun.get() == null) {
                throw e;
            }
        }
        return Objects.requireNonNull(begun.get());
    }

    private void receive(Response response, InputStream body, ServerSentEventListener listener)
            throws IOException {
        StallGuard guard = new StallGuard(body, timeout);
        try (guard) {
            if (response.status() / 100 != 2) {
                String text = refusal(body);
                Duration retryAfter = RetryAfter.of(response.headers(), Instant.now());
                throw ProviderError.ofStatus(response.status(), text, retryAfter);
            }
            reachedModel = true;
            listener.onOpen(
                    SuccessfulHttpResponse.builder()
                            .statusCode(response.status())
                            .headers(response.headers().map())
                            .build());
            forward(new ReplyBody(body, guard::progress), body, listener);
        } catch (IOException e) {
            if (!guard.isStalled()) {
                throw interruptedOr(ModelFailure.BROKEN_OFF, e);
            }
        }
        if (guard.isStalled()) {
            throw new ModelException(ModelFailure.SILENT, "silent for " + timeout);
        }
    }

    /// As much as was received; the status is what matters.
    private static String refusal(InputStream body) throws IOException {
        byte[] text = new byte[MAX_REFUSAL_BYTES];
        int length = 0;
        try {
            int read = 0;
            while (read >= 0 && length < text.length) {
                length += read;
                read = body.read(text, length, text.length - length);
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
        return new String(text, 0, length, UTF_8);
    }

    private void forward(ReplyBody reply, InputStream body, ServerSentEventListener listener)
            throws IOException {
        DefaultServerSentEventParsingHandle handle = new DefaultServerSentEventParsingHandle(body);
        ServerSentEventContext context = new ServerSentEventContext(handle);
        if (reply.isWhole()) {
            dialect.readWhole(reply.whole()).forEach(part -> listener.onEvent(part, context));
            return;
        }
        ModelEventStream events = reply.events();
        @Nullable ServerSentEvent event = events.next();
        while (event != null && !handle.isCancelled()) {
            dialect.read(event).forEach(part -> listener.onEvent(part, context));
            dialect.finishReason();
            event = handle.isCancelled() ? null : events.next();
        }
        dialect.end().forEach(part -> listener.onEvent(part, context));
    }

    private static ModelException interruptedOr(ModelFailure trouble, IOException e) {
        return Thread.currentThread().isInterrupted()
                ? new ModelException(ModelFailure.STOPPED, "interrupted", e)
                : new ModelException(trouble, String.valueOf(e), e);
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(timeout)
                        .method(
                                request.method().name(),
                                java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.setHeader("Accept", "text/event-stream").build();
    }
}
