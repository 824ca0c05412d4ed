package io.jims.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.operator.EventFeed.Told;
import io.jims.store.StoredNews;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Tells what is stored as it happens, as server-sent events: `message` with a thread, a type and a
/// time, and `reload` where something was missed. A reader that comes back with `Last-Event-ID`
/// misses nothing that is still known, whichever replica it comes to. Safe for all threads.
record LiveApi(EventFeed feed, Gate gate, Semaphore readers) {
    static final int MOST_READERS = 16;

    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// Then it comes back by itself; shorter than any answer may take.
    private static final Duration LONGEST = Duration.ofMinutes(20);

    LiveApi(EventFeed feed, Gate gate) {
        this(feed, gate, new Semaphore(MOST_READERS));
    }

    void register(HttpRouting.Builder routing) {
        routing.get("/api/events", this::follow);
    }

    private void follow(ServerRequest request, ServerResponse response)
            throws IOException, InterruptedException {
        ExportApi.requireStream(request);
        if (!readers.tryAcquire()) {
            response.header(HeaderNames.RETRY_AFTER, "10");
            JsonAnswers.sendError(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "At most " + MOST_READERS + " may follow at once.");
            return;
        }
        try {
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            try (OutputStream out = response.outputStream()) {
                tell(request, out);
            }
        } finally {
            readers.release();
        }
    }

    private void tell(ServerRequest request, OutputStream out)
            throws IOException, InterruptedException {
        long position = begin(request);
        write(out, "retry: 1000\nid: " + position + "\n\n");
        long end = System.nanoTime() + LONGEST.toNanos();
        boolean goesOn = true;
        while (goesOn && System.nanoTime() < end) {
            Told told = feed.after(position, HEARTBEAT);
            write(out, text(told));
            position = told.last();
            goesOn = !told.isClosed() && gate.isStillIn(request);
        }
    }

    private long begin(ServerRequest request) throws InterruptedException {
        String known =
                request.headers().contains(LAST_EVENT_ID)
                        ? request.headers().get(LAST_EVENT_ID).values()
                        : "";
        long last = feed.last();
        return known.matches("\\d{1,18}") ? Long.parseLong(known) : last;
    }

    private static String text(Told told) {
        if (!told.isComplete()) {
            return "id: " + told.last() + "\nevent: reload\ndata: {}\n\n";
        }
        if (told.news().isEmpty()) {
            return ":\n\n"; // so that a reader that is gone is noticed
        }
        StringBuilder text = new StringBuilder();
        told.news().forEach(one -> text.append(text(one)));
        return text.toString();
    }

    private static String text(StoredNews news) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("thread_id", news.thread().value().toString());
        data.put("type", news.type());
        data.put("at", news.at().toString());
        return "id: %d\ndata: %s\n\n"
                .formatted(news.position(), new String(JsonAnswers.bytes(data), UTF_8));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
