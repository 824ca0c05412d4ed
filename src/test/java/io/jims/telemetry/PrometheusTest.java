package io.jims.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.cli.LiveServer;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real Prometheus makes of a real server.
class PrometheusTest {
    private static final Path MONITORING = Path.of("scripts", "monitoring");

    @TempDir Path directory;

    @Test
    void scrape_hasTheNamesAndLabelsOfThePythonServices_andNoOthers() throws Exception {
        Path program = require("prometheus");
        try (LiveServer server = start();
                Prometheus prometheus =
                        Prometheus.start(program, directory, server.metricsPort())) {
            askAndFail(server);

            Await.until(
                    "both runs are scraped",
                    Duration.ofSeconds(60),
                    () -> prometheus.query("jims_pipeline_runs_total == 1").size() == 2);
            assertThat(labels(prometheus.query("jims_pipeline_runs_total")))
                    .containsExactlyInAnyOrder(
                            Map.of("pipeline", "ToldApp", "status", "success"),
                            Map.of("pipeline", "ToldApp", "status", "failure"));
            String bounds = "count(jims_pipeline_run_duration_seconds_bucket{status=\"success\"})";
            assertThat(prometheus.query(bounds).at("/0/value/1").asText()).isEqualTo("12");
            String type =
                    prometheus
                            .api("metadata")
                            .at("/data/jims_pipeline_run_duration_seconds/0/type")
                            .asText();
            assertThat(type).isEqualTo("histogram");
            assertThat(prometheus.api("targets").at("/data/activeTargets/0/lastError").asText())
                    .isEmpty();
            assertThat(prometheus.query("{__name__=~\"jims_.*_max\"}")).isEmpty();
        }
    }

    @Test
    void promtool_acceptsTheExposition() throws Exception {
        Path promtool = require("promtool");
        try (LiveServer server = start()) {
            askAndFail(server);
            String exposition = new Scraper(server.metricsPort()).get("/metrics").body();
            assertThat(run(exposition, promtool.toString(), "check", "metrics")).isEmpty();
        }
    }

    @Test
    void promtool_acceptsTheRulesAndTheConfiguration() throws Exception {
        String promtool = require("promtool").toString();

        String rules = MONITORING.resolve("alerts.yml").toString();
        assertThat(run("", promtool, "check", "rules", "--lint-fatal", rules)).contains("SUCCESS");
        String configuration = MONITORING.resolve("prometheus.yml").toString();
        assertThat(run("", promtool, "check", "config", configuration)).contains("SUCCESS");
    }

    private static Path require(String name) throws IOException {
        Optional<Path> program = Prometheus.program(name);
        assumeThat(program).as("no %s, see src/site/markdown/developing.md", name).isPresent();
        return program.orElseThrow();
    }

    private LiveServer start() {
        return LiveServer.start(directory, Map.of(), "--app=" + ToldApp.NAME);
    }

    private static void askAndFail(LiveServer server) throws IOException {
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("hello");
            client.readUntil("done");
            client.message("fail");
            client.readUntil("done");
        }
    }

    /// What it says; it must end well.
    private String run(String input, String... command) throws Exception {
        Path out = directory.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends in time").isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    /// Without those that the server adds to every series.
    private static List<Map<String, String>> labels(JsonNode result) {
        List<Map<String, String>> all = new ArrayList<>();
        for (JsonNode series : result) {
            Map<String, String> labels = new HashMap<>();
            series.path("metric")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            labels.keySet().removeAll(List.of("__name__", "instance", "job"));
            all.add(labels);
        }
        return all;
    }
}
