package io.jims.crash;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Uuid7;
import io.jims.testing.JimsClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A visitor who asks numbered questions in one thread, goes away at any moment and connects again
/// whenever the connection is lost. Checks what it is told: nothing out of order, no error, and
/// nothing twice but what follows a message that it sent twice.
///
/// Runs on one thread; what it saw is read when that has ended.
final class Visitor {
    private static final int MOST_UNANSWERED = 4;
    private static final int MOST_UNACKNOWLEDGED = 2;
    private static final int MOST_QUESTIONS = 40;

    /// One frame in so many is the last of its connection; before the thread is known, more are.
    private static final int FRAMES = 60;

    private static final int FIRST_FRAMES = 3;
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(20);

    private final String name;
    private final List<Integer> ports;
    private final Random random;
    private final Traffic traffic;
    private final int questions;

    private final List<String> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final StringBuilder streamed = new StringBuilder();
    private @Nullable String streamedId;
    private @Nullable String thread;
    private @Nullable String contact;
    private boolean sentAgain;
    private int acknowledged;
    private int answered;

    /// @param ports of the servers, of which it takes any each time
    Visitor(String name, List<Integer> ports, Random random, Traffic traffic) {
        this.name = name;
        this.ports = ports;
        this.random = random;
        this.traffic = traffic;
        this.questions = 1 + random.nextInt(MOST_QUESTIONS);
    }

    /// Asks until it or the test has had enough, then waits for what is missing.
    void visit() throws IOException {
        while (!isFinished() && !Thread.currentThread().isInterrupted()) {
            int port = ports.get(random.nextInt(ports.size()));
            try (JimsClient client = JimsClient.connect(port)) {
                talk(client);
            } catch (SocketException | EOFException e) { // the server is dead, or not yet listening
                LockSupport.parkNanos(RECONNECT_PAUSE.toNanos());
            }
        }
    }

    /// The thread's id; its first message must have been acknowledged.
    String thread() {
        return requireNonNull(thread);
    }

    /// Ids of its messages. All are acknowledged.
    List<String> asked() {
        return asked;
    }

    /// Ids of the messages that it was told of, its own ones and the answers.
    List<String> seen() {
        return seen;
    }

    String question(int number) {
        return name + ", question " + number;
    }

    private boolean isFinished() {
        return hasEnough() && answered == asked.size() && acknowledged == asked.size();
    }

    private boolean hasEnough() {
        return asked.size() >= questions || (traffic.isEnough() && !asked.isEmpty());
    }

    private void talk(JimsClient client) throws IOException {
        sentAgain = false;
        client.hello(members());
        JsonNode greeting = client.read();
        welcome(greeting);
        contact = greeting.path("contact_id").asText();
        sentAgain = acknowledged < asked.size();
        for (int i = acknowledged; i < asked.size(); i++) {
            client.message(asked.get(i), question(i));
        }
        while (!isFinished()) {
            while (mayAsk()) {
                asked.add(Uuid7.next().toString());
                client.message(asked.getLast(), question(asked.size() - 1));
            }
            if (random.nextInt(thread == null ? FIRST_FRAMES : FRAMES) == 0) {
                return; // what is under way either way is lost, or not
            }
            take(client.read());
            traffic.count();
        }
    }

    private String members() {
        if (thread == null) { // whose first message it is must be said when it is sent again
            return contact == null ? "" : "\"contact_id\":\"" + contact + "\"";
        }
        String known = "\"thread_id\":\"" + thread + "\"";
        return seen.isEmpty() ? known : known + ",\"after\":\"" + seen.getLast() + "\"";
    }

    /// Its first message alone: until it knows its thread, what it sends again makes the server
    /// repeat what came after it.
    private boolean mayAsk() {
        if (hasEnough() || asked.size() - answered >= MOST_UNANSWERED) {
            return false;
        }
        int unacknowledged = asked.size() - acknowledged;
        boolean alone = thread == null || answered == asked.size();
        return alone
                ? unacknowledged == 0
                : unacknowledged < MOST_UNACKNOWLEDGED && random.nextBoolean();
    }

    private void welcome(JsonNode frame) throws EOFException {
        requireStore(frame);
        assertThat(frame.path("type").asText()).isEqualTo("welcome");
        if (thread != null) {
            assertThat(frame.path("thread_id").asText()).isEqualTo(thread);
        }
        streamed.setLength(0);
        streamedId = null;
        frame.path("events").forEach(this::see);
        JsonNode active = frame.path("active");
        if (active.has("message_id")) {
            streamedId = active.path("message_id").asText();
            streamed.append(active.path("text").asText());
        }
    }

    /// Where several servers share a database, that is down now and then.
    private void requireStore(JsonNode frame) throws EOFException {
        boolean overloaded = frame.path("code").asText().equals("overloaded");
        if (overloaded && ports.size() > 1) {
            throw new EOFException("asked to come again later");
        }
    }

    private void take(JsonNode frame) throws EOFException {
        requireStore(frame);
        String id = frame.path("id").asText();
        switch (frame.path("type").asText()) {
            case "ack" -> acknowledge(id, frame.path("thread_id").asText());
            case "message" -> see(frame);
            case "delta" -> stream(id, frame.path("text").asText());
            case "done" -> assertThat(asked.subList(0, answered)).as("answered").contains(id);
            default -> throw new AssertionError(name + " was told " + frame);
        }
    }

    private void acknowledge(String id, String threadId) {
        if (thread == null) {
            thread = threadId;
        }
        assertThat(threadId).as("thread of %s", name).isEqualTo(thread);
        int number = asked.indexOf(id);
        // A write whose connection broke may have been stored, and is told of before it is
        // repeated.
        boolean mayBeKnown = sentAgain || ports.size() > 1;
        assertThat(number)
                .as("acknowledged")
                .isBetween(mayBeKnown ? 0 : acknowledged, acknowledged);
        acknowledged = Math.max(acknowledged, number + 1);
    }

    private void see(JsonNode message) {
        String id = message.path("id").asText();
        String text = message.path("text").asText();
        if (sentAgain && seen.contains(id)) {
            return;
        }
        assertThat(seen).as("what %s was told before: %s", name, text).doesNotContain(id);
        seen.add(id);
        if (message.path("role").asText().equals("user")) {
            int number = asked.indexOf(id);
            assertThat(text).isEqualTo(question(number));
            acknowledged = Math.max(acknowledged, number + 1); // the frame before may be lost
        } else {
            assertThat(text).isEqualTo(NumberedApp.answerTo(question(answered)));
            if (id.equals(streamedId) && !sentAgain) { // else it may have come in amid the answer
                assertPieces(text);
            }
            answered++;
        }
    }

    private void assertPieces(String text) {
        if (ports.size() == 1) {
            assertThat(streamed.toString()).as("pieces").isEqualTo(text);
        } else { // an answer may overtake the last pieces that another server tells of
            assertThat(text).as("answer").startsWith(streamed.toString());
        }
    }

    private void stream(String id, String piece) {
        if (!id.equals(streamedId)) {
            streamed.setLength(0);
            streamedId = id;
        }
        streamed.append(piece);
    }
}
