package io.jims.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.Uuid7;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A client of `jims.v1` that keeps nothing in mind: what it sends and reads is the test's.
public final class JimsClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final RawSocket socket;

    private JimsClient(RawSocket socket) {
        this.socket = socket;
    }

    public static JimsClient connect(int port) throws IOException {
        return new JimsClient(RawSocket.openJims(port));
    }

    public RawSocket socket() {
        return socket;
    }

    /// Says hello with these members of its JSON object, such as `"thread_id":"…"`.
    public void hello(String members) throws IOException {
        socket.text("{\"type\":\"hello\"" + (members.isEmpty() ? "" : ",") + members + "}");
    }

    /// Sends a message under a new id, which is returned.
    public String message(String text) throws IOException {
        String id = Uuid7.next().toString();
        message(id, text);
        return id;
    }

    public void message(String id, String text) throws IOException {
        ObjectNode frame = JSON.createObjectNode().put("type", "message");
        socket.text(frame.put("id", id).put("text", text).toString());
    }

    public void stop() throws IOException {
        socket.text("{\"type\":\"stop\"}");
    }

    public JsonNode read() throws IOException {
        return JSON.readTree(socket.readText());
    }

    /// Reads frames up to and including the first of this type, which is returned.
    public JsonNode readUntil(String type) throws IOException {
        JsonNode frame = read();
        while (!frame.path("type").asText().equals(type)) {
            frame = read();
        }
        return frame;
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
