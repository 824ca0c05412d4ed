package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jims.v1` beside that of the last release: its clients and its servers still understand ours.
///
/// At a release the old schema is replaced: `mvn test -Dtest=ProtocolCompatibilityTest
/// -Djims.api.write=true`.
class ProtocolCompatibilityTest {
    private static final Path SCHEMA =
            Path.of("src/main/resources/io/jims/widget/protocol/jims-v1.schema.json");
    private static final Path LAST_RELEASE = Path.of("src", "api", "jims-v1.schema.json");

    private JsonNode last;
    private JsonNode present;

    @BeforeEach
    void read() throws Exception {
        if (Boolean.getBoolean("jims.api.write")) {
            Files.copy(SCHEMA, LAST_RELEASE, StandardCopyOption.REPLACE_EXISTING);
        }
        last = new JsonMapper().readTree(LAST_RELEASE.toFile()).path("$defs");
        present = new JsonMapper().readTree(SCHEMA.toFile()).path("$defs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "server"})
    void frame_ofTheLastRelease_isThere_withItsMembersAsTheyWere(String side) {
        assertThat(names(present, side)).containsAll(names(last, side));
        for (String name : names(last, side)) {
            JsonNode before = last.path(name).path("properties");
            JsonNode now = present.path(name).path("properties");
            for (String member : before.propertyStream().map(Map.Entry::getKey).toList()) {
                assertTakesAtLeast(name + "." + member, now.path(member), before.path(member));
            }
        }
    }

    @Test
    void frameOfAnOldClient_lacksNothing() {
        for (String name : names(last, "client")) {
            assertThat(required(last, name)).as(name).containsAll(required(present, name));
        }
    }

    @Test
    void frameForAnOldClient_hasAllThatWasAlwaysThere() {
        for (String name : names(last, "server")) {
            assertThat(required(present, name)).as(name).containsAll(required(last, name));
        }
    }

    /// Of the same type, and no choice is gone.
    private static void assertTakesAtLeast(String member, JsonNode now, JsonNode before) {
        assertThat(now.isMissingNode()).as(member).isFalse();
        assertThat((Object) now.path("type")).as(member).isEqualTo(before.path("type"));
        assertThat((Object) now.path("$ref")).as(member).isEqualTo(before.path("$ref"));
        assertThat((Object) now.path("const")).as(member).isEqualTo(before.path("const"));
        assertThat((Object) now.path("format")).as(member).isEqualTo(before.path("format"));
        assertThat(texts(now.path("enum"))).as(member).containsAll(texts(before.path("enum")));
    }

    private static Set<String> names(JsonNode definitions, String side) {
        Set<String> names = new TreeSet<>();
        for (JsonNode choice : definitions.path(side).path("oneOf")) {
            names.add(choice.path("$ref").asText().replaceFirst(".*/", ""));
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static Set<String> required(JsonNode definitions, String name) {
        return texts(definitions.path(name).path("required"));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).forEach(texts::add);
        return texts;
    }
}
