package io.jims.app.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.app.python.HostReply.Call;
import io.jims.app.python.HostReply.Done;
import io.jims.app.python.HostReply.Event;
import io.jims.app.python.HostReply.Failed;
import io.jims.app.python.HostReply.HandOff;
import io.jims.app.python.HostReply.Pong;
import io.jims.app.python.HostReply.Ready;
import io.jims.app.python.HostReply.Status;
import io.jims.app.python.HostReply.Unable;
import io.jims.app.python.HostReply.Unreadable;
import io.jims.app.python.HostReply.Usage;
import io.jims.app.python.HostReply.Wanted;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Encodes and decodes the lines to and from a host, without their line ends. All of it is ASCII,
/// since lone surrogates cannot be sent otherwise. Safe for all threads.
final class HostProtocol {
    /// Deeper than Python's own encoder goes; how deep an event may be is the model's affair.
    private static final int MAX_DEPTH = 100_000;

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
            new TypeReference<>() {};

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .maxNameLength(Integer.MAX_VALUE)
                                                    .maxNumberLength(Integer.MAX_VALUE)
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .build();

    private HostProtocol() {}

    static byte[] write(HostRequest request) throws JsonProcessingException {
        return JSON.writeValueAsBytes(toObject(request));
    }

    /// What one run's app put into a line is the affair of that run.
    ///
    /// @throws IOException if the line is none that a host writes
    static HostReply read(byte[] line) throws IOException {
        Map<String, @Nullable Object> reply = JSON.readValue(line, OBJECT);
        if (reply == null) {
            throw new IOException("a line is null");
        }
        try {
            return fromObject(reply);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            if (reply.get("run") instanceof Number run) {
                return new Unreadable(run.longValue(), reply.get("type") + ": " + e.getMessage());
            }
            throw new IOException("a line has other members than its type says: " + e, e);
        }
    }

    private static Map<String, @Nullable Object> toObject(HostRequest request) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        switch (request) {
            case HostRequest.Events events -> {
                object.put("op", "events");
                object.put("thread", events.thread().value().toString());
                object.put("after", events.after() == null ? null : events.after().toString());
                object.put("events", events.events().stream().map(HostProtocol::toObject).toList());
            }
            case HostRequest.StartRun run -> {
                object.put("op", "run");
                object.put("run", run.run());
                object.put("thread", run.thread().value().toString());
                object.put("start", run.isStart());
                object.put("config", run.config());
                object.put("first", run.first().toString());
                object.put("last", run.last().toString());
                object.put("count", run.count());
                object.put("handoff", run.handoff());
            }
            case HostRequest.CancelRun cancel -> {
                object.put("op", "cancel");
                object.put("run", cancel.run());
            }
            case HostRequest.CallResult result -> {
                object.put("op", "result");
                object.put("run", result.run());
                object.put("call", result.call());
                object.put("value", result.value());
                object.put("error", result.error());
                object.put("reason", result.reason());
            }
            case HostRequest.Ping() -> object.put("op", "ping");
        }
        return object;
    }

    /// The time as the Python JIMS has it: without a zone.
    private static Map<String, @Nullable Object> toObject(ThreadEvent event) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", event.id().toString());
        object.put("at", LocalDateTime.ofInstant(event.createdAt(), ZoneOffset.UTC).toString());
        object.put("type", event.type());
        object.put("data", event.data());
        return object;
    }

    private static HostReply fromObject(Map<String, @Nullable Object> reply) throws IOException {
        return switch (text(reply, "type")) {
            case "ready" -> ready(reply);
            case "unable" -> new Unable(text(reply, "reason"), texts(reply, "trace"));
            case "pong" -> new Pong();
            case "wanted" -> new Wanted(number(reply, "run"));
            case "status" -> new Status(number(reply, "run"), text(reply, "text"));
            case "event" -> new Event(number(reply, "run"), text(reply, "event_type"), data(reply));
            case "call" -> call(reply);
            case "handoff" -> new HandOff(number(reply, "run"), text(reply, "reason"));
            case "usage" -> new Usage(number(reply, "run"), usage(reply));
            case "done" -> new Done(number(reply, "run"));
            case "failed" -> new Failed(number(reply, "run"), failure(reply));
            default -> throw new IOException("a line has an unknown type: " + reply.get("type"));
        };
    }

    private static Ready ready(Map<String, @Nullable Object> reply) {
        return new Ready(
                text(reply, "pipeline"), (String) reply.get("start"), texts(reply, "commands"));
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Call call(Map<String, @Nullable Object> reply) {
        return new Call(
                number(reply, "run"),
                number(reply, "call"),
                text(reply, "name"),
                (Map<String, @Nullable Object>) member(reply, "input"),
                Duration.ofMillis(number(reply, "timeout_ms")));
    }

    private static LlmUsage usage(Map<String, @Nullable Object> reply) {
        return new LlmUsage(
                String.valueOf(reply.get("model")),
                number(reply, "prompt_tokens"),
                number(reply, "completion_tokens"),
                number(reply, "cached_tokens"),
                number(reply, "calls"));
    }

    private static PythonException failure(Map<?, ? extends @Nullable Object> reply) {
        StackTraceElement[] frames =
                ((List<?>) member(reply, "frames"))
                        .reversed().stream()
                                .map(frame -> frame((List<?>) frame))
                                .toArray(StackTraceElement[]::new);
        return new PythonException(
                text(reply, "error"),
                text(reply, "message"),
                frames,
                reply.get("cause") instanceof Map<?, ? extends @Nullable Object> cause
                        ? failure(cause)
                        : null);
    }

    private static StackTraceElement frame(List<?> frame) {
        return new StackTraceElement(
                "python", (String) frame.get(2), (String) frame.get(0), (Integer) frame.get(1));
    }

    private static List<String> texts(Map<String, @Nullable Object> reply, String name) {
        return ((List<?>) member(reply, name)).stream().map(String::valueOf).toList();
    }

    /// The Python JIMS stores any JSON; readers of a thread count on objects.
    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Map<String, @Nullable Object> data(Map<String, @Nullable Object> reply) {
        Object data = reply.get("data");
        if (data instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) data;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("value", data);
        return object;
    }

    private static String text(Map<?, ? extends @Nullable Object> reply, String name) {
        return (String) member(reply, name);
    }

    private static long number(Map<?, ? extends @Nullable Object> reply, String name) {
        return ((Number) member(reply, name)).longValue();
    }

    private static Object member(Map<?, ? extends @Nullable Object> reply, String name) {
        Object value = reply.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
