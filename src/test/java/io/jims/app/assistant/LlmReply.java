package io.jims.app.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// What an [LlmServer] answers, in the form of OpenAI's unless said otherwise.
@FunctionalInterface
public interface LlmReply {
    ObjectMapper JSON = new ObjectMapper();
    String EVENT_STREAM = "text/event-stream; charset=utf-8";

    void write(LlmServer.Request request, ProviderJson wire) throws Exception;

    /// A connection whose request has been read.
    record ProviderJson(Socket socket, InputStream in) {
        void raw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(UTF_8));
        }

        void head(String contentType) throws IOException {
            raw(
                    "HTTP/1.1 200 OK\r\nContent-Type: "
                            + contentType
                            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        }

        void chunk(String text) throws IOException {
            raw(Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n");
        }

        void data(String json) throws IOException {
            chunk("data: " + json + "\n\n");
        }

        void end() throws IOException {
            raw("0\r\n\r\n");
        }

        /// Returns when the client has closed the connection, in one way or the other.
        void awaitClientGone() {
            boolean open = true;
            while (open) {
                try {
                    open = in.read() >= 0;
                } catch (IOException e) {
                    open = false;
                }
            }
        }
    }

    /// Streams these pieces as a whole answer, and what it cost.
    static LlmReply answer(String... pieces) {
        return (request, wire) -> {
            wire.head(EVENT_STREAM);
            for (String piece : pieces) {
                wire.data(piece(piece));
            }
            wire.data(finish("stop"));
            wire.data(usage(100, 7));
            wire.data("[DONE]");
            wire.end();
        };
    }

    /// Streams the events as they are, and ends the response properly.
    static LlmReply events(String... events) {
        return (request, wire) -> {
            wire.head(EVENT_STREAM);
            for (String event : events) {
                wire.chunk(event);
            }
            wire.end();
        };
    }

    /// As [#events], each of them data.
    static LlmReply data(String... data) {
        return events(Stream.of(data).map(d -> "data: " + d + "\n\n").toArray(String[]::new));
    }

    /// Streams these pieces and cuts the connection.
    static LlmReply breakOff(String... pieces) {
        return (request, wire) -> {
            wire.head(EVENT_STREAM);
            for (String piece : pieces) {
                wire.data(piece(piece));
            }
        };
    }

    /// Streams these pieces and no more, until the client goes.
    static LlmReply stall(CountDownLatch clientGone, String... pieces) {
        return (request, wire) -> {
            wire.head(EVENT_STREAM);
            for (String piece : pieces) {
                wire.data(piece(piece));
            }
            wire.awaitClientGone();
            clientGone.countDown();
        };
    }

    /// Says nothing at all, until the client goes.
    static LlmReply silence(CountDownLatch clientGone) {
        return (request, wire) -> {
            wire.awaitClientGone();
            clientGone.countDown();
        };
    }

    /// Cuts the connection at once.
    static LlmReply hangUp() {
        return (request, wire) -> {};
    }

    static LlmReply status(int status, String body, String... headers) {
        return page(status, "application/json", body, headers);
    }

    static LlmReply page(int status, String contentType, String body, String... headers) {
        return (request, wire) ->
                wire.raw(
                        "HTTP/1.1 "
                                + status
                                + " Some\r\nContent-Type: "
                                + contentType
                                + "\r\nConnection: close\r\nContent-Length: "
                                + body.getBytes(UTF_8).length
                                + "\r\n"
                                + String.join(
                                        "", Arrays.stream(headers).map(h -> h + "\r\n").toList())
                                + "\r\n"
                                + body);
    }

    /// Asks for a tool, its arguments in pieces.
    static LlmReply callTool(String name, String... arguments) {
        return (request, wire) -> {
            wire.head(EVENT_STREAM);
            wire.data(tool(Map.of("name", name, "arguments", ""), true));
            for (String piece : arguments) {
                wire.data(tool(Map.of("arguments", piece), false));
            }
            wire.data(finish("tool_calls"));
            wire.data(usage(50, 3));
            wire.data("[DONE]");
            wire.end();
        };
    }

    static String piece(String text) {
        return delta(Map.of("content", text));
    }

    static String finish(String reason) {
        return json(
                Map.of(
                        "model",
                        "test-model-1",
                        "choices",
                        List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", reason))));
    }

    static String usage(int prompt, int completion) {
        return json(
                Map.of(
                        "model",
                        "test-model-1",
                        "choices",
                        List.of(),
                        "usage",
                        Map.of(
                                "prompt_tokens",
                                prompt,
                                "completion_tokens",
                                completion,
                                "total_tokens",
                                prompt + completion,
                                "prompt_tokens_details",
                                Map.of("cached_tokens", 40))));
    }

    /// A whole call in one piece.
    static String toolCall(String name, String arguments) {
        return tool(Map.of("name", name, "arguments", arguments), true);
    }

    private static String tool(Map<String, String> function, boolean first) {
        Map<String, Object> call =
                first
                        ? Map.of(
                                "index",
                                0,
                                "id",
                                "call_1",
                                "type",
                                "function",
                                "function",
                                function)
                        : Map.of("index", 0, "function", function);
        return delta(Map.of("tool_calls", List.of(call)));
    }

    private static String delta(Map<String, Object> delta) {
        return json(
                Map.of(
                        "model",
                        "test-model-1",
                        "choices",
                        List.of(Map.of("index", 0, "delta", delta))));
    }

    /// An event with a name, as Anthropic sends it.
    ///
    /// @param members of its data beside the type, with single quotes
    static String named(String name, String members) {
        return "event: "
                + name
                + "\ndata: "
                + quoted("{'type':'" + name + "'," + members + "}")
                + "\n\n";
    }

    /// JSON that is written with single quotes.
    static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
