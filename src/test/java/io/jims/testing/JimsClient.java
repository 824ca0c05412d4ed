package io.jims.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.Uuid7;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A client of `jims.v1` that keeps nothing in mind: what it sends and reads is the test's. Every
/// frame that it reads is held against the schema, and every one that it makes.
public final class JimsClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final RawSocket socket;

    private JimsClient(RawSocket socket) {
        this.socket = socket;
    }

    public static JimsClient connect(int port) throws IOException {
        return connect(port, "");
    }

    /// A client that has said nothing yet.
    ///
    /// @param query with its question mark, or empty
    public static JimsClient connect(int port, String query) throws IOException {
        return new JimsClient(RawSocket.openJims(port, query));
    }

    /// A client whose handshake was part of this trace.
    public static JimsClient traced(int port, String traceparent) throws IOException {
        return withHeaders(port, "traceparent: " + traceparent + "\r\n");
    }

    /// A client whose handshake has these headers, each with its line end.
    public static JimsClient withHeaders(int port, String more) throws IOException {
        RawSocket socket = RawSocket.tcp(port, 0);
        String headers = "\r\nSec-WebSocket-Protocol: jims.v1\r\n" + more + "\r\n";
        String handshake =
                RawSocket.handshakeRequest("/ws/chat").replaceFirst("\r\n\r\n$", headers);
        if (!socket.request(handshake).startsWith("HTTP/1.1 101 ")) {
            throw new IOException("not let in");
        }
        return new JimsClient(socket);
    }

    /// A client at an address of the loopback network that has said hello with these members, and
    /// read the welcome.
    public static JimsClient greetedFrom(String address, int port, String members)
            throws IOException {
        JimsClient client = new JimsClient(RawSocket.openJimsFrom(address, port));
        client.hello(members);
        client.readUntil("welcome");
        return client;
    }

    /// A client that has said hello with these members, and read the welcome.
    public static JimsClient greeted(int port, String members) throws IOException {
        JimsClient client = connect(port);
        client.hello(members);
        client.readUntil("welcome");
        return client;
    }

    public RawSocket socket() {
        return socket;
    }

    /// Says hello with these members of its JSON object, such as `"thread_id":"…"`.
    public void hello(String members) throws IOException {
        send("{\"type\":\"hello\"" + (members.isEmpty() ? "" : ",") + members + "}");
    }

    /// Sends a message under a new id, which is returned.
    public String message(String text) throws IOException {
        String id = Uuid7.next().toString();
        message(id, text);
        return id;
    }

    public void message(String id, String text) throws IOException {
        ObjectNode frame = JSON.createObjectNode().put("type", "message");
        send(frame.put("id", id).put("text", text).toString());
    }

    /// Wants an answer to this message once more.
    public void retry(String id) throws IOException {
        send("{\"type\":\"retry\",\"id\":\"" + id + "\"}");
    }

    /// Says what the visitor thinks of an answer.
    public void rate(String id, String rating) throws IOException {
        send("{\"type\":\"feedback\",\"id\":\"" + id + "\",\"rating\":\"" + rating + "\"}");
    }

    /// The same with a comment.
    public void rate(String id, String rating, String comment) throws IOException {
        ObjectNode frame = JSON.createObjectNode().put("type", "feedback").put("id", id);
        send(frame.put("rating", rating).put("comment", comment).toString());
    }

    /// Sends a message with what the visitor's page tells, under a new id, which is returned.
    public String messageWith(String context, String text) throws IOException {
        String id = Uuid7.next().toString();
        ObjectNode frame = JSON.createObjectNode().put("type", "message").put("id", id);
        frame.put("text", text).set("context", JSON.readTree(context));
        send(frame.toString());
        return id;
    }

    /// Sends a message with uploaded files.
    public void messageWithFiles(String text, String... files) throws IOException {
        sendWithFiles(Uuid7.next().toString(), text, List.of(files));
    }

    /// The same under this id.
    public void sendWithFiles(String id, String text, List<String> files) throws IOException {
        ObjectNode frame = JSON.createObjectNode().put("type", "message").put("id", id);
        frame.put("text", text).set("attachments", JSON.valueToTree(files));
        send(frame.toString());
    }

    /// Wants what was said before this message.
    public JsonNode history(String before) throws IOException {
        send("{\"type\":\"history\",\"before\":\"" + before + "\"}");
        return readUntil("history");
    }

    public void stop() throws IOException {
        send("{\"type\":\"stop\"}");
    }

    public JsonNode read() throws IOException {
        return JimsSchema.SERVER.require(socket.readText());
    }

    /// Sends a frame that must be one of the protocol.
    public void send(String frame) throws IOException {
        JimsSchema.CLIENT.require(frame);
        socket.text(frame);
    }

    /// Reads frames up to and including the first of this type, which is returned.
    public JsonNode readUntil(String type) throws IOException {
        JsonNode frame = read();
        while (!frame.path("type").asText().equals(type)) {
            frame = read();
        }
        return frame;
    }

    /// Reads frames up to and including the first of this type: all of them.
    public List<JsonNode> readAllUntil(String type) throws IOException {
        List<JsonNode> frames = new ArrayList<>();
        do {
            frames.add(read());
        } while (!frames.getLast().path("type").asText().equals(type));
        return frames;
    }

    /// Reads the next message that the assistant sent: its text.
    public String readAnswer() throws IOException {
        JsonNode frame = readUntil("message");
        while (!frame.path("role").asText().equals("assistant")) {
            frame = readUntil("message");
        }
        return frame.path("text").asText();
    }

    /// The types of the next frames.
    public List<String> readTypes(int count) throws IOException {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(read().path("type").asText());
        }
        return types;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
