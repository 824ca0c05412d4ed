package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jims.Main;
import io.jims.testing.Await;
import io.jims.testing.MarkdownPage;
import io.jims.testing.Programs;
import io.jims.testing.Skipped;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is delivered to run the server with, checked as far as that goes without Docker and
/// Kubernetes.
@Timeout(180)
class DeployFilesTest {
    private static final Path CHECKERS = Path.of("target", "deploy-checkers", "bin");
    private static final Path DEPLOY = Path.of("scripts", "deploy");
    private static final Path CHART = DEPLOY.resolve("helm/jims-widget");
    private static final String KUBERNETES = "1.37.0";

    /// The oldest one for which the chart says that it is.
    private static final String OLDEST_KUBERNETES = "1.30.0";

    @TempDir private Path directory;

    @Test
    void dockerfile_followsHadolintsRules() throws Exception {
        assertThat(run(checker("hadolint"), "Dockerfile")).isEmpty();
    }

    @Test
    void dockerfile_copiesWhatTheContextHas() throws Exception {
        List<String> sent =
                Files.readAllLines(Path.of(".dockerignore")).stream()
                        .filter(line -> line.startsWith("!"))
                        .map(line -> line.substring(1))
                        .toList();
        List<String> copied =
                matches("(?m)^COPY (?!--from)(\\S+) \\S+$").stream()
                        .map(match -> match.group(1))
                        .toList();

        assertThat(copied)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(Path.of(source)).exists())
                .allSatisfy(source -> assertThat(sent).anyMatch(Path.of(source)::startsWith));
    }

    /// As in the image: nothing can be unpacked into the directory for temporary files, and what
    /// the image unpacks is where the flags say.
    @Test
    void imagesCommandLine_startsWhereOnlyTheDataIsWritable() throws Exception {
        Path library = directory.resolve("native");
        unpackNativeLibrary(library);
        Path log = directory.resolve("log");
        Path data = Files.createDirectory(directory.resolve("data"));
        List<String> command = new ArrayList<>(entryPoint(library));
        command.addAll(List.of("--app=echo", "--host=127.0.0.1", "--port=0", "--metrics-port=0"));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(data.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        Process server = builder.start();
        try {
            Await.until(
                    "it is ready: " + log,
                    Duration.ofSeconds(90),
                    () -> Files.readString(log).contains("ready; demo page"));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void everyFile_hasTheProjectsVersion_andTheImageAUserByNumber() throws Exception {
        String version = projectVersion();

        assertThat(dockerfile())
                .contains("org.opencontainers.image.version=\"" + version + "\"")
                .contains("\nUSER 10001:10001\n");
        assertThat(Files.readString(CHART.resolve("Chart.yaml")))
                .contains("\nversion: " + version + "\n")
                .contains("\nappVersion: " + version + "\n");
        assertThat(manifests()).contains("/jims-widget:" + version + "\n");
        assertThat(Files.readString(Path.of("static/package/package.json")))
                .contains("\"version\": \"" + version + "\"");
        assertThat(Files.readString(Path.of("src/api/pom.xml")))
                .containsPattern("jims-widget-api</artifactId>\\s*<version>" + version + "<");
        assertThat(Files.readString(Path.of("src/example/pom.xml")))
                .containsPattern("jims-widget-api</artifactId>\\s*<version>" + version + "<");
    }

    @Test
    void manifests_areWhatTheApiTakes() throws Exception {
        Path validate = checker("kubernetes-validate");
        for (String version : List.of(KUBERNETES, OLDEST_KUBERNETES)) {
            assertThat(
                            run(
                                    validate,
                                    "--strict",
                                    "-k",
                                    version,
                                    DEPLOY.resolve("kubernetes/jims-widget.yaml").toString()))
                    .contains("passed for resource deployment/jims-widget")
                    .contains("passed for resource poddisruptionbudget/jims-widget")
                    .doesNotContain("ERROR")
                    .doesNotContain("WARN");
        }
    }

    @Test
    void chart_isTakenByHelm_andMakesWhatTheApiTakes() throws Exception {
        Path helm = require("helm");
        assertThat(run(helm, "lint", "--strict", CHART.toString())).contains("0 chart(s) failed");
        Path values =
                Files.writeString(
                        directory.resolve("values.yaml"),
                        """
                        settings: {JIMS_CORS_ORIGINS: https://www.example.com}
                        secrets: {JIMS_DB_CONN_URI: "postgresql://jims:s@db/jims", OPENAI_API_KEY: "1"}
                        existingSecret: more
                        image: {pullSecrets: [{name: registry}]}
                        ingress: {enabled: true, className: nginx}
                        podMonitor: false
                        nodeSelector: {kubernetes.io/arch: amd64}
                        tolerations: [{key: chat, operator: Exists}]
                        podAnnotations: {prometheus.io/port: "8001"}
                        """);
        for (List<String> more : List.of(List.<String>of(), List.of("-f", values.toString()))) {
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "template",
                                    "shop",
                                    CHART.toString(),
                                    "--kube-version",
                                    KUBERNETES));
            arguments.addAll(more);
            Path made = directory.resolve("made.yaml");
            Files.writeString(made, run(helm, arguments.toArray(String[]::new)));

            assertThat(
                            run(
                                    checker("kubernetes-validate"),
                                    "--strict",
                                    "-k",
                                    KUBERNETES,
                                    made.toString()))
                    .contains("passed for resource deployment/shop-jims-widget")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void pod_mayDoLittle_andIsWatched() throws Exception {
        JsonNode pod = deployment(manifests()).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText())
                .isEqualTo("/health/ready");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(deployment(manifests()).at("/spec/replicas").asInt()).isEqualTo(2);
    }

    @Test
    void unit_isThatOfTheDocumentation() throws Exception {
        assertThat(Files.readString(DEPLOY.resolve("jims-widget.service")))
                .isEqualTo(MarkdownPage.named("deploying.md").block("ini", "ExecStart="));
    }

    private static JsonNode deployment(String manifests) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        for (String document : Pattern.compile("(?m)^---$").splitAsStream(manifests).toList()) {
            JsonNode resource = yaml.readTree(document);
            if (resource.path("kind").asText().equals("Deployment")) {
                return resource;
            }
        }
        throw new AssertionError("there is no deployment");
    }

    private static String manifests() throws IOException {
        return Files.readString(DEPLOY.resolve("kubernetes/jims-widget.yaml"));
    }

    private static String dockerfile() throws IOException {
        return Files.readString(Path.of("Dockerfile"));
    }

    private static List<MatchResult> matches(String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(dockerfile()).results().toList();
    }

    private static String projectVersion() throws IOException {
        return Pattern.compile("<artifactId>jims-widget</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /// Runs what the Dockerfile runs for it, in a folder beside one with the jar.
    private void unpackNativeLibrary(Path folder) throws Exception {
        Path jar =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> path.contains("sqlite-jdbc-"))
                        .map(Path::of)
                        .findFirst()
                        .orElseThrow();
        Path lib = Files.createDirectories(directory.resolve("target/lib"));
        Files.copy(jar, lib.resolve(jar.getFileName()));
        Files.createDirectory(folder);
        String commands =
                matches("(?s)WORKDIR /build/native\nRUN (.*?[^\\\\])\n").getFirst().group(1);
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", commands).directory(folder.toFile());
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", java, (path, first) -> first + ":" + path);
        assertThat(output(shell)).isEmpty();
        assertThat(folder.resolve("libsqlitejdbc.so")).exists();
    }

    private static List<String> entryPoint(Path library) throws IOException {
        String[] words =
                matches("(?m)^ENTRYPOINT \\[\"(.*)\"]$").getFirst().group(1).split("\", \"");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=/proc/nowhere");
        command.add("--enable-native-access=ALL-UNNAMED"); // the jar's manifest says it
        Arrays.stream(words)
                .skip(1)
                .takeWhile(word -> !word.equals("-jar"))
                .filter(word -> !word.startsWith("-XX:AOTCache"))
                .map(word -> word.replace("/app/native", library.toString()))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    private static Path checker(String name) throws IOException {
        Path checker = CHECKERS.resolve(name);
        if (!Files.isExecutable(checker)) {
            skip(name);
        }
        return checker.toAbsolutePath();
    }

    private static Path require(String program) throws IOException {
        Optional<Path> found = Programs.find(program);
        if (found.isEmpty()) {
            skip(program);
        }
        return found.orElseThrow();
    }

    private static void skip(String program) throws IOException {
        Skipped.because(
                "deploy",
                "tests of the files for Docker and Kubernetes were SKIPPED: no " + program);
    }

    private String run(Path program, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", directory.toString());
        return output(builder);
    }

    private static String output(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
