package io.jims.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jims.widget.protocol.JimsProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The published schema of `jims.v1`, one direction of it. Safe for all threads.
public final class JimsSchema {
    public static final JimsSchema CLIENT = new JimsSchema("client");
    public static final JimsSchema SERVER = new JimsSchema("server");

    private final Schema schema;

    private JimsSchema(String definition) {
        ObjectNode direction = document().without(List.of("anyOf"));
        direction.put("$ref", "#/$defs/" + definition);
        schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(direction);
    }

    /// Reads a frame.
    ///
    /// @throws AssertionError if the schema does not allow it
    public JsonNode require(String frame) {
        JsonNode json = read(frame);
        List<Error> complaints = complaints(json);
        if (!complaints.isEmpty()) {
            throw new AssertionError(frame + " is no frame of the schema: " + complaints);
        }
        return json;
    }

    public boolean allows(String frame) {
        return complaints(read(frame)).isEmpty();
    }

    private List<Error> complaints(JsonNode json) {
        return schema.validate(
                json,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
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
