package io.jims.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.jims.widget.protocol.JimsProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// The published schema of `jims.v1`, one direction of it. Safe for all threads.
public final class JimsSchema {
    public static final JimsSchema CLIENT = new JimsSchema("client");
    public static final JimsSchema SERVER = new JimsSchema("server");

    private final JsonSchema schema;

    private JimsSchema(String definition) {
        ObjectNode direction = document().without(List.of("anyOf"));
        direction.put("$ref", "#/$defs/" + definition);
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(direction);
    }

    /// Reads a frame.
    ///
    /// @throws AssertionError if the schema does not allow it
    public JsonNode require(String frame) {
        JsonNode json = read(frame);
        Set<ValidationMessage> complaints = complaints(json);
        if (!complaints.isEmpty()) {
            throw new AssertionError(frame + " is no frame of the schema: " + complaints);
        }
        return json;
    }

    public boolean allows(String frame) {
        return complaints(read(frame)).isEmpty();
    }

    private Set<ValidationMessage> complaints(JsonNode json) {
        return schema.validate(
                json, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private static JsonNode read(String frame) {
        try {
            return new JsonMapper().readTree(frame);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + frame, e);
        }
    }

    private static ObjectNode document() {
        try (InputStream in = JimsProtocol.class.getResourceAsStream("jims-v1.schema.json")) {
            return (ObjectNode) new JsonMapper().readTree(requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
