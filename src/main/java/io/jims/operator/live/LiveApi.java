package io.jims.operator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.operator.access.Gate;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.live.EventFeed.Told;
import io.jims.store.index.StoredNews;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Streams new events as server-sent events: `message` with thread, type and time, and `reload`
/// where some were missed. A client that reconnects with `Last-Event-ID` gets all events that are
/// still kept, from any replica. Safe for all threads.
public record LiveApi(EventFeed feed, Gate gate, EventStreams streams) {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    public LiveApi(EventFeed feed, Gate gate) {
        this(feed, gate, new EventStreams());
    }

    public void register(HttpRouting.Builder routing) {
        routing.get("/api/events", this::follow);
    }

    private void follow(ServerRequest request, ServerResponse response)
            throws IOException, InterruptedException {
        streams.withPlace(
                request,
                response,
                () -> EventStreams.open(response, stream -> tell(request, stream)));
    }

    private void tell(ServerRequest request, EventStreams.Stream stream)
            throws IOException, InterruptedException {
        long position = begin(request);
        stream.write("retry: 1000\nid: " + position + "\n\n");
        boolean goesOn = true;
        while (goesOn && stream.hasTime()) {
            Told told = feed.after(position, EventStreams.HEARTBEAT);
            stream.write(text(told));
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
            return EventStreams.BEAT;
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
}
