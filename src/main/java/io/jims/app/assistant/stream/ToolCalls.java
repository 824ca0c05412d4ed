package io.jims.app.assistant.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.app.assistant.wire.ProviderJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects a model's tool calls from pieces, as OpenAI-compatible servers send them: identified by
/// `index`, by `id`, by both, or by neither. Used by one thread.
final class ToolCalls {
    private static final String INDEX = "index";
    private static final String FUNCTION = "function";
    private static final String ARGUMENTS = "arguments";

    private final List<Call> calls = new ArrayList<>();

    private static final class Call {
        private final @Nullable Integer index;
        private String id;
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        Call(@Nullable Integer index, String id) {
            this.index = index;
            this.id = id;
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /// Takes one element of `tool_calls` and returns what of arguments it added.
    String add(JsonNode piece) {
        JsonNode function = piece.path(FUNCTION);
        String id = ProviderJson.text(piece, "id");
        String name = ProviderJson.text(function, "name");
        String arguments = arguments(function.path(ARGUMENTS));
        if (id.isEmpty() && name.isEmpty() && arguments.isEmpty()) {
            return ""; // a mark that some servers send at the end
        }
        JsonNode at = piece.path(INDEX);
        Call call = find(at.isInt() ? at.intValue() : null, id, name, arguments);
        if (call.id.isEmpty()) {
            call.id = id;
        }
        if (!name.equals(call.name)) {
            call.name += name;
        }
        call.arguments.append(arguments);
        return arguments;
    }

    /// All calls, each whole and with an index and an id of its own.
    ArrayNode toJson() {
        ArrayNode json = ProviderJson.MAPPER.createArrayNode();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            ObjectNode one = json.addObject().put(INDEX, i).put("type", FUNCTION);
            one.put("id", call.id.isEmpty() ? "call_" + (i + 1) : call.id);
            one.putObject(FUNCTION)
                    .put("name", call.name)
                    .put(ARGUMENTS, call.arguments.toString());
        }
        return json;
    }

    private Call find(@Nullable Integer index, String id, String name, String arguments) {
        for (Call call : calls.reversed()) {
            boolean here = index == null || call.index == null || index.equals(call.index);
            if (here && !begins(call, id, name, arguments)) {
                return call;
            }
            if (here && id.isEmpty()) {
                break; // the newest one of this index is whole
            }
        }
        Call next = new Call(index, id);
        calls.add(next);
        return next;
    }

    /// Whether a piece that may belong to the call begins another one. By its id, where both have
    /// one; else a name that comes again means nothing as long as the arguments are not whole.
    private static boolean begins(Call call, String id, String name, String arguments) {
        if (!id.isEmpty() && !call.id.isEmpty()) {
            return !id.equals(call.id);
        }
        return !name.isEmpty()
                && !call.arguments.isEmpty()
                && (!name.equals(call.name) || (!arguments.isEmpty() && isWhole(call)));
    }

    private static boolean isWhole(Call call) {
        try {
            return ProviderJson.MAPPER.readTree(call.arguments.toString()).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /// They are a text that holds JSON; some servers send the JSON itself.
    private static String arguments(JsonNode arguments) {
        return switch (arguments.getNodeType()) {
            case STRING -> arguments.textValue();
            case OBJECT, ARRAY -> arguments.toString();
            default -> "";
        };
    }
}
