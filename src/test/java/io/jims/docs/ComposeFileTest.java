package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.cli.LiveServer;
import io.jims.testing.MarkdownPage;
import io.jims.testing.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The compose file with the comment marks off the operator's pages, as its comments say.
@Timeout(60)
class ComposeFileTest {
    private static final String TOKEN = "the-admin-token-of-these-tests-0";
    private static final String VARIABLE = "\\$\\{\\w+:-([^{}]*)}";

    @TempDir private Path directory;

    @Test
    void operatorsPages_areCommented_andReady() throws Exception {
        JsonNode delivered = widget(Files.readString(Path.of("docker-compose.yml")));
        JsonNode switchedOn = widget(switchedOn());

        assertThat(delivered.path("environment").has("JIMS_ADMIN_PORT")).isFalse();
        assertThat(delivered.path("ports")).hasSize(2);
        String port = switchedOn.at("/environment/JIMS_ADMIN_PORT").asText();
        assertThat(switchedOn.at("/environment/JIMS_ADMIN_HOST").asText()).isEqualTo("0.0.0.0");
        assertThat(switchedOn.path("ports"))
                .extracting(mapping -> mapping.asText().replaceAll(VARIABLE, "$1"))
                .hasSize(3)
                .contains("127.0.0.1:" + port + ":" + port);
    }

    @Test
    void everyVariable_isASetting_andTheServerStartsWithThem() throws Exception {
        String flags = MarkdownPage.named("flags.md").text();
        Map<String, String> variables = new HashMap<>();
        widget(switchedOn())
                .path("environment")
                .properties()
                .forEach(one -> variables.put(one.getKey(), one.getValue().asText()));

        assertThat(variables.keySet())
                .contains("JIMS_ADMIN_HOST", "JIMS_ADMIN_PORT")
                .allSatisfy(name -> assertThat(flags).contains("`" + name + "`"));
        variables.put("JIMS_ADMIN_TOKEN", TOKEN); // of .env
        try (LiveServer server =
                LiveServer.start(directory, variables, "--app=echo", "--admin-host=127.0.0.1")) {
            assertThat(status(server.adminPort(), "x")).isEqualTo(401);
            assertThat(status(server.adminPort(), TOKEN)).isEqualTo(200);
        }
    }

    @Test
    void compose_takesBoth_whereItIs() throws Exception {
        Optional<Path> docker = Programs.find("docker");
        if (docker.isPresent() && run(docker.get(), "compose", "version") == 0) {
            for (String text :
                    List.of(Files.readString(Path.of("docker-compose.yml")), switchedOn())) {
                Path file = directory.resolve("docker-compose.yml");
                Files.writeString(file, text);

                assertThat(run(docker.get(), "compose", "-f", file.toString(), "config", "-q"))
                        .isZero();
            }
        }
    }

    private static String switchedOn() throws IOException {
        String delivered = Files.readString(Path.of("docker-compose.yml"));
        String switchedOn = delivered.replaceAll("(?m)^( +)# (.*ADMIN_(?:HOST|PORT).*)$", "$1$2");
        assertThat(switchedOn.lines().filter(line -> !delivered.lines().toList().contains(line)))
                .hasSize(3);
        return switchedOn;
    }

    private static JsonNode widget(String compose) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(compose); // merges
        return new JsonMapper().valueToTree(read).at("/services/widget");
    }

    private int run(Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start()
                .waitFor();
    }

    private static int status(int port, String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/threads"))
                            .header("Authorization", "Bearer " + token)
                            .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
