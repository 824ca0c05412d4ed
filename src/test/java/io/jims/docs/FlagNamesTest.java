package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jims.testing.MarkdownPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The flags and variables that the pages name are those of the commands.
class FlagNamesTest {
    /// The widget's custom properties begin with `--jims-`.
    private static final Pattern FLAG = Pattern.compile("`(--(?!jims-)[a-z][a-z-]+)[ `=]");

    private static final Pattern VARIABLE = Pattern.compile("\\b(JIMS_[A-Z_]*[A-Z])\\b");

    /// Of jims-api, of vLLM, and of the webhook's examples.
    private static final Set<String> OF_OTHERS =
            Set.of("--api-key", "JIMS_API_KEY", "--reasoning-parser", "JIMS_API");

    private final Set<String> known;

    FlagNamesTest() throws IOException {
        String page = MarkdownPage.named("flags.md").text();
        known = names(FLAG, page).stream().collect(Collectors.toSet());
        known.addAll(names(VARIABLE, page));
        known.addAll(OF_OTHERS);
    }

    @Test
    void everyFlag_andVariable_isThere() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>(MarkdownPage.all());
        pages.add(MarkdownPage.readme());
        for (MarkdownPage page : pages) {
            assertThat(known).as(page.toString()).containsAll(names(FLAG, page.text()));
            assertThat(known).as(page.toString()).containsAll(names(VARIABLE, page.text()));
        }
    }

    @Test
    void dropIn_commandOfTheComposeFile_hasFlagsThatAreThere() throws IOException {
        String compose = MarkdownPage.named("drop-in.md").block("yaml", "vedana_core.app:app");
        JsonNode command = new YAMLMapper().readTree(compose).at("/services/widget/command");

        assertThat(command).isNotEmpty();
        for (JsonNode argument : command) {
            assertThat(known).contains(argument.asText().replaceFirst("=.*", ""));
        }
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(name -> name.group(1)).toList();
    }
}
