package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.nimbusds.jwt.SignedJWT;
import io.jims.testing.JimsClient;
import io.jims.testing.MarkdownPage;
import io.jims.testing.TestPython;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the README and of the pages about apps do what they say, typed one block after
/// another.
@Timeout(180)
class CommandsTest {
    private static final Pattern SERVICE =
            Pattern.compile("(?:up|logs|exec)(?: -\\S+)*((?: [a-z0-9-]+)*)");

    @TempDir private Path directory;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(directory);
    }

    @Test
    void readme_everyBlockWorks_asTyped() throws Exception {
        List<String> blocks = MarkdownPage.readme().blocks("sh");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        for (String block : blocks) {
            Checkout.Outcome outcome = checkout.run(block, CommandsTest::visit);
            assertThat(outcome.page().isEmpty())
                    .as(block)
                    .isEqualTo(!block.endsWith("scripts/run\n"));
        }
        assertThat(checkout.dockerCommands()).isNotEmpty().allSatisfy(this::assertComposeKnows);
    }

    @Test
    void readme_safeBlock_letsNobodyInWithoutAToken() throws Exception {
        String block =
                "export JIMS_ALLOW_NO_ORIGIN=true # the client below is no page\n"
                        + MarkdownPage.readme().block("sh", "JIMS_AUTH_SECRET");

        Checkout.Outcome outcome =
                checkout.run(
                        block,
                        page -> {
                            try (JimsClient client = JimsClient.connect(port(page))) {
                                client.hello("");
                                assertThat(client.readUntil("error").path("code").asText())
                                        .isEqualTo("unauthorized");
                            }
                        });

        assertThat(outcome.output()).containsPattern("(?m)^ey[\\w-]+\\.[\\w-]+\\.[\\w-]+$");
    }

    @Test
    void run_withoutAUtf8Locale_takesFlagsThatAreNotAscii() throws Exception {
        String output =
                checkout.run(
                                "LC_ALL=C scripts/run token --contact $'\\xd0\\x9e' --auth-secret "
                                        + "0123456789abcdef0123456789abcdef")
                        .output();

        String token =
                output.lines().filter(line -> line.startsWith("ey")).findFirst().orElseThrow();
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getSubject()).isEqualTo("\u041E");
    }

    @Test
    void javaApps_theExampleAnswers() throws Exception {
        MarkdownPage page = MarkdownPage.named("java-apps.md");
        checkout.write("Hours.java", page.block("java", "class Hours"));

        assertThat(answer(page.block("sh", "scripts/javac"))).contains("We are open");
    }

    @Test
    void assistant_theExampleOfToolsCompiles() throws Exception {
        MarkdownPage page = MarkdownPage.named("assistant.md");
        checkout.write("Orders.java", page.block("java", "class Orders"));

        assertThat(checkout.run(page.block("sh", "scripts/javac"), CommandsTest::visit).output())
                .contains("app: ");
    }

    @Test
    void python_isANewOne_whateverPython3Is() throws Exception {
        TestPython.interpreter(); // without a new one there is nothing to find

        assertThat(
                        checkout.run(
                                "scripts/python -c 'import sys; print(sys.version_info >= (3, 12))'"))
                .extracting(Checkout.Outcome::output)
                .isEqualTo("True\n");
    }

    private String answer(String commands) throws Exception {
        StringBuilder answer = new StringBuilder();
        checkout.run(
                commands,
                page -> {
                    try (JimsClient client = JimsClient.greeted(port(page), "")) {
                        client.message("When?");
                        answer.append(client.readAnswer());
                        client.readUntil("done");
                    }
                });
        return answer.toString();
    }

    private static void visit(String page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + "healthz")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("{\"status\":\"ok\"}");
        }
    }

    private static int port(String page) {
        return URI.create(page).getPort();
    }

    /// Names no service that `docker-compose.yml` does not have.
    private void assertComposeKnows(String command) throws Exception {
        assertThat(command).startsWith("compose ");
        JsonNode compose = new YAMLMapper().readTree(Path.of("docker-compose.yml").toFile());
        Set<String> services = new TreeSet<>();
        compose.path("services").fieldNames().forEachRemaining(services::add);
        String named =
                SERVICE.matcher(command)
                        .results()
                        .map(match -> match.group(1))
                        .findFirst()
                        .orElseThrow();
        for (String service : named.strip().split(" ", -1)) {
            assertThat(service)
                    .as(command)
                    .matches(name -> name.isEmpty() || services.contains(name));
        }
    }
}
