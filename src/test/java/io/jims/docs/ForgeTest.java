package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a forge looks for.
class ForgeTest {
    private static final Path FORGE = Path.of(".github");

    @Test
    void workflow_runsWhatCiRuns() throws IOException {
        JsonNode workflow = read(FORGE.resolve("workflows/ci.yml"));
        List<String> commands = workflow.findValuesAsText("run");

        assertThat(commands).containsExactly(".ci/run");
        assertThat(Path.of(".ci/run")).isExecutable();
        assertThat(workflow.findValuesAsText("java-version")).containsExactly("25");
    }

    @Test
    void issueForms_haveWhatAForgeAsksFor() throws IOException {
        try (Stream<Path> files = Files.list(FORGE.resolve("ISSUE_TEMPLATE"))) {
            List<Path> forms = files.filter(file -> !file.endsWith("config.yml")).sorted().toList();

            assertThat(forms).hasSizeGreaterThan(1);
            for (Path form : forms) {
                JsonNode json = read(form);
                assertThat(json.path("name").asText()).as(form.toString()).isNotBlank();
                assertThat(json.path("description").asText()).as(form.toString()).isNotBlank();
                assertThat(json.path("body")).as(form.toString()).isNotEmpty();
                for (JsonNode field : json.path("body")) {
                    assertThat(field.path("attributes").path("label").asText()).isNotBlank();
                }
            }
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }
}
