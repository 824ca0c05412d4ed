package io.jims.app.remote;

import static java.lang.System.Logger.Level.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.Span;
import io.jims.core.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The HTTP client of a jims-api service. Safe for all threads; every call blocks, and an interrupt
/// ends it at once and closes its connection, which the service notices.
final class ServiceClient {
    private static final System.Logger LOG = System.getLogger(ServiceClient.class.getName());
    private static final byte[] NO_QUESTION = "{}".getBytes(UTF_8);

    static {
        // The JDK's client keeps idle connections for 30 s, uvicorn for 5 s: a message that is sent
        // just when the service hangs up would be lost. Read once, by the first client.
        System.getProperties().putIfAbsent("jdk.httpclient.keepalive.timeout", "1");
    }

    private final ServiceUrl url;
    private final RemoteSettings settings;
    private final HttpClient http;
    private volatile boolean streaming = true;

    ServiceClient(ServiceUrl url, RemoteSettings settings) {
        this.url = url;
        this.settings = settings;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1) // uvicorn has no other
                        .connectTimeout(settings.connectTimeout())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// Asks and waits for the answer, however long it takes.
    ///
    /// @param onStatus receives the statuses of the service's app
    /// @param work the parent span, passed on to the service
    /// @return empty where the service does not know the question's thread
    Optional<ServiceAnswer> ask(Question question, Consumer<String> onStatus, Span work)
            throws ServiceException, InterruptedException {
        try (Span span = work.child(Span.Kind.CLIENT, "POST jims-api")) {
            span.set("http.request.method", "POST").set("server.address", url.base().getHost());
            try {
                return tryAsk(question.toJson(), onStatus, span);
            } catch (IOException e) {
                ServiceException failure = interruptOr(ServiceException.brokenOff(e));
                span.fail(failure);
                throw failure;
            } catch (ServiceException e) {
                span.fail(e);
                throw e;
            }
        }
    }

    /// Checks whether the service would answer, with a request that it must refuse: it checks the
    /// token first, and then finds no message. Nothing runs there.
    ///
    /// @throws ServiceException saying why it would not
    void check() throws ServiceException, InterruptedException {
        try {
            Optional<ErrorResponse> error = errorOf(url.chatStream());
            if (error.filter(ErrorResponse::isMissingEndpoint).isPresent()) {
                error = errorOf(url.chat());
            }
            if (error.isEmpty()) {
                throw ServiceException.garbage("it took an empty request for a message", null);
            }
            if (!error.get().isInvalidRequest()) {
                throw error.get().toException();
            }
        } catch (IOException e) {
            throw interruptOr(ServiceException.brokenOff(e));
        }
    }

    private Optional<ErrorResponse> errorOf(URI endpoint)
            throws IOException, ServiceException, InterruptedException {
        HttpRequest request =
                request(endpoint, NO_QUESTION, Span.NONE)
                        .timeout(settings.connectTimeout())
                        .build();
        try (Response response = send(request)) {
            return response.error();
        }
    }

    private Optional<ServiceAnswer> tryAsk(byte[] question, Consumer<String> onStatus, Span span)
            throws IOException, ServiceException, InterruptedException {
        if (streaming) {
            try (Response response = send(request(url.chatStream(), question, span).build())) {
                Optional<ErrorResponse> error = response.error();
                if (error.isEmpty()) {
                    return Optional.of(response.readStream(onStatus));
                }
                if (!error.get().isMissingEndpoint()) {
                    return requireUnknownThread(error.get());
                }
            }
        }
        return askWhole(question, span);
    }

    private Optional<ServiceAnswer> askWhole(byte[] question, Span span)
            throws IOException, ServiceException, InterruptedException {
        try (Response response = send(request(url.chat(), question, span).build())) {
            Optional<ErrorResponse> error = response.error();
            if (error.isPresent()) {
                return requireUnknownThread(error.get());
            }
            ServiceAnswer answer = response.readWhole();
            if (streaming) {
                streaming = false;
                LOG.log(INFO, "{0} does not stream: its statuses are not shown", url);
            }
            return Optional.of(answer);
        }
    }

    private static Optional<ServiceAnswer> requireUnknownThread(ErrorResponse error)
            throws ServiceException {
        if (error.isUnknownThread()) {
            return Optional.empty();
        }
        throw error.toException();
    }

    private HttpRequest.Builder request(URI endpoint, byte[] body, Span span) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream, application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        span.carrier().forEach(request::setHeader);
        Secret token = settings.token();
        return token == null ? request : request.header("Authorization", "Bearer " + token.text());
    }

    /// If the connection breaks right after the headers, the JDK fails the whole request.
    private Response send(HttpRequest request) throws ServiceException, InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        BodyHandler<InputStream> body =
                head -> {
                    begun.set(true);
                    return BodySubscribers.ofInputStream();
                };
        try {
            return new Response(http.send(request, body), settings.maxResponseBytes());
        } catch (IOException e) {
            throw interruptOr(
                    begun.get() ? ServiceException.brokenOff(e) : ServiceException.unreachable(e));
        }
    }

    /// A read that was interrupted fails like any other.
    private static ServiceException interruptOr(ServiceException failure)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for the service");
        }
        return failure;
    }
}
