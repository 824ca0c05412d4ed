package io.jims.app.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// A response of the service with an unread body. Closing it before the end closes the connection.
/// For one thread, whose interrupt ends every read.
final class Response implements AutoCloseable {
    private static final String EVENT_STREAM = "text/event-stream";

    /// What is around an answer.
    private static final int FRAME_BYTES = 4_096;

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

    private final HttpResponse<InputStream> response;
    private final int maxBytes;

    Response(HttpResponse<InputStream> response, int maxBytes) {
        this.response = response;
        this.maxBytes = maxBytes;
    }

    /// What the service said instead of an answer; empty where it answers.
    Optional<ErrorResponse> error() throws IOException, ServiceException {
        if (response.statusCode() == 200) {
            return Optional.empty();
        }
        return Optional.of(new ErrorResponse(response.statusCode(), response.headers(), detail()));
    }

    /// Reads the one answer of `/api/v1/chat`.
    ServiceAnswer readWhole() throws IOException, ServiceException {
        return ServiceAnswer.parse(body(), maxBytes);
    }

    /// Reads the stream of `/api/v1/chat/stream` up to its answer, and reports each status in it.
    ServiceAnswer readStream(Consumer<String> onStatus) throws IOException, ServiceException {
        requireEventStream();
        EventStream events = new EventStream(response.body(), maxWireBytes());
        for (var next = next(events); next.isPresent(); next = next(events)) {
            ServerSentEvent event = next.get();
            switch (event.type()) {
                case "status" ->
                        ServiceJson.text(ServiceJson.object(event.data()), "status")
                                .filter(status -> !status.isBlank())
                                .ifPresent(onStatus);
                case "result" -> {
                    return ServiceAnswer.parse(event.data(), maxBytes);
                }
                case "error" -> throw failure(event.data());
                default -> {} // a later jims-api may send more
            }
        }
        throw ServiceException.brokenOff(null);
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }

    private Optional<ServerSentEvent> next(EventStream events)
            throws IOException, ServiceException {
        try {
            return events.next();
        } catch (EventStream.TooLongException e) {
            throw ServiceException.tooLong(maxBytes);
        }
    }

    private static ServiceException failure(String data) throws ServiceException {
        String detail = ServiceJson.text(ServiceJson.object(data), "detail").orElse("");
        String otherwise = "it sent an error";
        return ErrorResponse.failed(
                detail, detail.isBlank() ? otherwise + " without a reason" : otherwise);
    }

    private void requireEventStream() throws ServiceException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM)) {
            throw ServiceException.garbage(
                    "it sent '" + type + "' instead of " + EVENT_STREAM, null);
        }
    }

    /// The `detail` of FastAPI's errors, where it is a text.
    private String detail() throws IOException {
        try {
            return ServiceJson.text(ServiceJson.object(body()), "detail").orElse("");
        } catch (ServiceException e) {
            return ""; // a proxy's page; the status says enough
        }
    }

    /// A response holds its messages twice, once more among the events.
    private int maxWireBytes() {
        return (int) Math.min(2L * maxBytes + FRAME_BYTES, MAX_ARRAY);
    }

    private String body() throws IOException, ServiceException {
        byte[] bytes = response.body().readNBytes(maxWireBytes() + 1);
        if (bytes.length > maxWireBytes()) {
            throw ServiceException.tooLong(maxBytes);
        }
        return new String(bytes, UTF_8);
    }
}
