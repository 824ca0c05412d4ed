package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.testing.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The page of `jims.v1` has the schema's frames, members and codes.
class JimsProtocolPageTest {
    private static final Path SCHEMA =
            Path.of("src/main/resources/io/jims/widget/protocol/jims-v1.schema.json");
    private static final Path MADE = Path.of("target", "documentation", "jims-v1-frames.md");

    private final JsonNode definitions;

    JimsProtocolPageTest() throws IOException {
        definitions = new JsonMapper().readTree(SCHEMA.toFile()).path("$defs");
    }

    @Test
    void frames_areThoseOfTheSchema() throws IOException {
        String made =
                "\n"
                        + direction("client", "Client to server")
                        + direction("server", "Server to client");
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, made);

        assertThat(MarkdownPage.named("protocol-jims-v1.md").part("frames"))
                .as("copy %s into the page", MADE)
                .isEqualTo(made);
    }

    @Test
    void errorCodes_areThoseOfTheSchema() throws IOException {
        String page = MarkdownPage.named("protocol-jims-v1.md").text();
        List<String> told =
                page.lines().filter(line -> line.matches("\\| `[a-z_]+` \\|.*")).toList();
        JsonNode codes = definitions.path("error").path("properties").path("code").path("enum");

        assertThat(codes).isNotEmpty();
        for (JsonNode code : codes) {
            assertThat(told)
                    .filteredOn(l -> l.startsWith("| `" + code.asText() + "` |"))
                    .hasSize(1);
        }
    }

    private String direction(String name, String title) {
        StringBuilder made = new StringBuilder("### " + title + "\n\n");
        for (JsonNode choice : definitions.path(name).path("oneOf")) {
            made.append(frame(definition(choice)));
        }
        return made.toString();
    }

    private String frame(JsonNode frame) {
        JsonNode properties = frame.path("properties");
        StringBuilder made = new StringBuilder();
        made.append("#### ").append(properties.path("type").path("const").asText()).append("\n\n");
        made.append(frame.path("description").asText()).append("\n\n");
        List<String> rows = rows(frame, "");
        if (!rows.isEmpty()) {
            made.append("| member | type | meaning |\n| --- | --- | --- |\n");
            rows.forEach(row -> made.append(row).append('\n'));
            made.append('\n');
        }
        return made.toString();
    }

    /// The members of an object but its `type`, and below each those of its own.
    private List<String> rows(JsonNode object, String prefix) {
        Set<String> required = new HashSet<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.path("properties").properties()) {
            if (member.getKey().equals("type") && prefix.isEmpty()) {
                continue;
            }
            String name =
                    prefix + member.getKey() + (required.contains(member.getKey()) ? "" : "?");
            JsonNode value = member.getValue();
            rows.add("| `" + name + "` | " + type(value) + " | " + meaning(value) + " |");
            rows.addAll(rows(value, prefix + member.getKey() + "."));
        }
        return rows;
    }

    private String type(JsonNode value) {
        if (value.has("enum")) {
            return String.join(
                    ", ", strings(value.path("enum")).stream().map(s -> "`" + s + "`").toList());
        }
        if (value.has("const")) {
            return "`" + value.path("const").asText() + "`";
        }
        if (value.has("$ref")) {
            return reference(value);
        }
        if (value.path("type").asText().equals("array")) {
            return "array of " + type(value.path("items"));
        }
        if (value.path("type").isArray()) {
            return String.join(" or ", strings(value.path("type")));
        }
        String format = value.path("format").asText();
        return format.isEmpty() ? value.path("type").asText() : format;
    }

    private String reference(JsonNode value) {
        String name = value.path("$ref").asText().replace("#/$defs/", "");
        if (definition(value).path("properties").path("type").has("const")) {
            return "[" + name + "](#" + name + (isSaidByBoth(name) ? "-1" : "") + ")";
        }
        List<String> members =
                definition(value)
                        .path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList();
        return members.isEmpty()
                ? name
                : "object of "
                        + String.join(", ", members.stream().map(m -> "`" + m + "`").toList());
    }

    /// A client's frame of the same name has the anchor without a number.
    private boolean isSaidByBoth(String name) {
        return StreamSupport.stream(definitions.path("client").path("oneOf").spliterator(), false)
                .map(this::definition)
                .map(frame -> frame.path("properties").path("type").path("const").asText())
                .anyMatch(name::equals);
    }

    private String meaning(JsonNode value) {
        String own = value.path("description").asText();
        return own.isEmpty()
                        && value.has("$ref")
                        && !definition(value).path("properties").has("type")
                ? definition(value).path("description").asText()
                : own;
    }

    private JsonNode definition(JsonNode reference) {
        return definitions.path(reference.path("$ref").asText().replace("#/$defs/", ""));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
