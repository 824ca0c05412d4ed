package io.jims.app.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One streaming request of LangChain4j, and its answer. Unlike LangChain4j's own clients it blocks
/// its caller: an interrupt cancels it, and no other thread calls the listener. Every failure is a
/// [ModelException]. For one call and one thread.
final class Exchange implements HttpClient {
    private static final int MAX_REFUSAL_BYTES = 16_384;
    private static final String DONE = "[DONE]";
    private static final Pattern ERROR =
            Pattern.compile("\\s*\\{\\s*\"error\"\\s*:\\s*[{\"].*", Pattern.DOTALL);

    private final java.net.http.HttpClient http;
    private final Duration timeout;
    private boolean done;

    /// @param timeout how long the server may be silent
    Exchange(java.net.http.HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /// Whether the server said that its answer is complete, as OpenAI does.
    boolean isDone() {
        return done;
    }

    /// A builder of this exchange, as LangChain4j wants one.
    HttpClientBuilder asBuilder() {
        return new Builder(this);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response =
                    http.send(toJdk(request), head -> new LosslessBody());
            try (InputStream body = response.body()) {
                receive(response, body, listener);
            }
        } catch (HttpConnectTimeoutException e) {
            throw new ModelException(Trouble.UNREACHABLE, String.valueOf(e), e);
        } catch (HttpTimeoutException e) {
            throw new ModelException(Trouble.SILENT, "no answer within " + timeout, e);
        } catch (IOException e) {
            throw interruptedOr(Trouble.UNREACHABLE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(Trouble.STOPPED, "interrupted", e);
        }
        listener.onClose();
    }

    private void receive(
            HttpResponse<InputStream> response, InputStream body, ServerSentEventListener listener)
            throws IOException {
        StallGuard guard = new StallGuard(body, timeout);
        try (guard) {
            if (response.statusCode() / 100 != 2) {
                String text = new String(body.readNBytes(MAX_REFUSAL_BYTES), UTF_8);
                Duration retryAfter = RetryAfter.of(response.headers(), Instant.now());
                throw Refusal.ofStatus(response.statusCode(), text, retryAfter);
            }
            listener.onOpen(
                    SuccessfulHttpResponse.builder()
                            .statusCode(response.statusCode())
                            .headers(response.headers().map())
                            .build());
            forward(new EventStream(body, guard::progress), body, listener);
        } catch (IOException e) {
            if (!guard.isStalled()) {
                throw interruptedOr(Trouble.BROKEN_OFF, e);
            }
        }
        if (guard.isStalled()) {
            throw new ModelException(Trouble.SILENT, "silent for " + timeout);
        }
    }

    private void forward(EventStream events, InputStream body, ServerSentEventListener listener)
            throws IOException {
        DefaultServerSentEventParsingHandle handle = new DefaultServerSentEventParsingHandle(body);
        ServerSentEventContext context = new ServerSentEventContext(handle);
        @Nullable ServerSentEvent event = events.next();
        while (event != null && !handle.isCancelled()) {
            if ("error".equals(event.event()) || ERROR.matcher(event.data()).matches()) {
                throw Refusal.ofEvent(event.data());
            }
            done |= event.data().strip().equals(DONE);
            listener.onEvent(event, context);
            event = handle.isCancelled() ? null : events.next();
        }
    }

    private static ModelException interruptedOr(Trouble trouble, IOException e) {
        return Thread.currentThread().isInterrupted()
                ? new ModelException(Trouble.STOPPED, "interrupted", e)
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

    /// Gives the exchange whatever is asked of it; the time limits are the exchange's own.
    private record Builder(Exchange exchange) implements HttpClientBuilder {
        @Override
        public Duration connectTimeout() {
            return exchange.timeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return exchange.timeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClient build() {
            return exchange;
        }
    }
}
