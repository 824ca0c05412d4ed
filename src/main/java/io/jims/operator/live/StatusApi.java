package io.jims.operator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.conversation.Conversation;
import io.jims.conversation.Conversations;
import io.jims.conversation.notice.Broadcast;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.operator.access.Gate;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Streams the status of one conversation's run, which is never stored, as server-sent events:
/// `{"text"}`, empty when the run has ended. It follows the conversation as a visitor's socket
/// does, and so sees runs of other replicas. Safe for all threads.
public record StatusApi(Conversations conversations, Gate gate, EventStreams streams) {
    /// For a client that is slower than the app.
    private static final int KEPT = 16;

    public StatusApi(Conversations conversations, Gate gate) {
        this(conversations, gate, new EventStreams());
    }

    public void register(HttpRouting.Builder routing) {
        routing.get("/api/threads/{id}/status", this::follow);
    }

    private void follow(ServerRequest request, ServerResponse response)
            throws IOException, InterruptedException {
        streams.withPlace(
                request,
                response,
                () -> {
                    Optional<Conversation> found =
                            Parameters.thread(request).flatMap(id -> conversations.join(id, null));
                    if (found.isPresent()) {
                        follow(found.get(), request, response);
                    } else {
                        JsonAnswers.sendNotFound(response);
                    }
                });
    }

    private void follow(Conversation conversation, ServerRequest request, ServerResponse response)
            throws IOException, InterruptedException {
        Statuses statuses = new Statuses(new ArrayBlockingQueue<>(KEPT));
        try {
            conversation.follow(statuses);
            EventStreams.open(response, stream -> tell(statuses, request, stream));
        } finally {
            conversation.unfollow(statuses);
            conversations.leave(conversation);
        }
    }

    private void tell(Statuses statuses, ServerRequest request, EventStreams.Stream stream)
            throws IOException, InterruptedException {
        stream.write("retry: 1000\n\n");
        while (stream.hasTime() && gate.isStillIn(request)) {
            @Nullable String text =
                    statuses.told().poll(EventStreams.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            stream.write(
                    text == null
                            ? EventStreams.BEAT
                            : "data: "
                                    + new String(JsonAnswers.bytes(Map.of("text", text)), UTF_8)
                                    + "\n\n");
        }
    }

    /// Queues statuses until the client's thread takes them; when full, the oldest is dropped.
    private record Statuses(BlockingQueue<String> told) implements Follower {
        @Override
        public void welcome(ThreadSnapshot snapshot) {
            // the page reads what is stored
        }

        @Override
        public void tell(Broadcast broadcast) {
            switch (broadcast.notice()) {
                case Notice.Status(String text) -> add(text);
                case Notice.Ended ended -> add("");
                case Notice.Accepted _,
                        Notice.Answered _,
                        Notice.Message _,
                        Notice.Piece _,
                        Notice.Failed _,
                        Notice.Rated _,
                        Notice.HandedOff _,
                        Notice.Typing _,
                        Notice.Call _ -> {}
            }
        }

        private void add(String text) {
            while (!told.offer(text)) {
                told.poll();
            }
        }
    }
}
