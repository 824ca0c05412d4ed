package io.jims.operator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.StreamedAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Server-sent events for a limited number of clients. Safe for all threads.
///
/// @param places for clients
record EventStreams(Semaphore places) {
    private static final int MOST_READERS = 16;

    /// Longest time without a byte, so that a vanished client is noticed.
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    static final String BEAT = ":\n\n";

    /// Longest duration of a stream; then the client reconnects by itself. Shorter than any
    /// response may take.
    private static final Duration LONGEST = Duration.ofMinutes(20);

    EventStreams() {
        this(new Semaphore(MOST_READERS));
    }

    /// Writes the events of one stream until its time is up.
    interface Events {
        void tell(Stream stream) throws IOException, InterruptedException;
    }

    /// Handles a client that got a place.
    interface Handler {
        void handle() throws IOException, InterruptedException;
    }

    /// Holds a place while the handler runs; sends 503 if all are taken.
    void withPlace(ServerRequest request, ServerResponse response, Handler handler)
            throws IOException, InterruptedException {
        StreamedAnswers.require(request);
        if (!places.tryAcquire()) {
            response.header(HeaderNames.RETRY_AFTER, "10");
            JsonAnswers.sendError(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "At most " + MOST_READERS + " may follow at once.");
            return;
        }
        try {
            handler.handle();
        } finally {
            places.release();
        }
    }

    static void open(ServerResponse response, Events events)
            throws IOException, InterruptedException {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        try (OutputStream out = response.outputStream()) {
            events.tell(new Stream(out, System.nanoTime() + LONGEST.toNanos()));
        }
    }

    /// The stream of one client. Used by one thread.
    record Stream(OutputStream out, long end) {
        boolean hasTime() {
            return System.nanoTime() - end < 0;
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }
    }
}
