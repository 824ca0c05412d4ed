package io.jims.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jims.cli.LiveServer;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadId;
import io.jims.observe.AppProcesses;
import io.jims.observe.RunObserver;
import io.jims.testing.MarkdownPage;
import io.jims.testing.Programs;
import io.jims.testing.Skipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard and the alerts ask for nothing that the server does not tell.
class MonitoringTest {
    private static final Path MONITORING = Path.of("scripts", "monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:jims|llm|memory|gc|thread|classloader|jvm)_[a-z0-9_]+");

    @Test
    void dashboard_asksForMetricsThatThereAre(@TempDir Path directory) throws Exception {
        JsonNode dashboard =
                new ObjectMapper()
                        .readTree(MONITORING.resolve("grafana/jims-widget.json").toFile());
        Set<String> asked =
                Stream.concat(
                                dashboard.findValuesAsText("expr").stream(),
                                dashboard.findValuesAsText("query").stream())
                        .flatMap(MonitoringTest::metrics)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(samples(directory)).containsAll(asked);
    }

    @Test
    void dashboard_showsEveryMetricOfOurs(@TempDir Path directory) throws Exception {
        String dashboard = Files.readString(MONITORING.resolve("grafana/jims-widget.json"));

        assertThat(samples(directory).stream().filter(name -> name.matches("(jims|llm)_.*")))
                .allSatisfy(name ->
                        assertThat(dashboard)
                                .contains(name.replaceFirst("_(bucket|sum|count)$", "")));
    }

    @Test
    void documentation_namesEveryMetricOfOurs(@TempDir Path directory) throws Exception {
        String page = MarkdownPage.named("operation.md").text();

        assertThat(samples(directory).stream().filter(name -> name.matches("(jims|llm)_.*")))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(page)
                                .contains(
                                        "`" + name.replaceFirst("_(bucket|sum|count)$", "") + "`"));
    }

    @Test
    void alerts_askForMetricsThatThereAre(@TempDir Path directory) throws Exception {
        String alerts = Files.readString(MONITORING.resolve("alerts.yml"));
        Set<String> asked = metrics(alerts).collect(Collectors.toSet());

        assertThat(asked).hasSizeGreaterThan(7);
        assertThat(samples(directory)).containsAll(asked);
    }

    @Test
    void dashboard_hasPanels_thatItCanTellApart() throws Exception {
        JsonNode dashboard =
                new ObjectMapper()
                        .readTree(MONITORING.resolve("grafana/jims-widget.json").toFile());

        assertThat(dashboard.path("panels")).extracting(p -> p.path("id")).doesNotHaveDuplicates();
        assertThat(dashboard.path("panels"))
                .extracting(p -> p.path("gridPos"))
                .doesNotHaveDuplicates();
    }

    @Test
    void dashboard_leavesDataSourceAndJobToItsReader() throws Exception {
        JsonNode dashboard =
                new ObjectMapper()
                        .readTree(MONITORING.resolve("grafana/jims-widget.json").toFile());

        assertThat(dashboard.path("templating").path("list").findValuesAsText("name"))
                .containsExactly("datasource", "job", "instance");
        assertThat(dashboard.findValues("datasource"))
                .hasSizeGreaterThan(10)
                .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
        assertThat(dashboard.findValuesAsText("expr"))
                .hasSizeGreaterThan(30)
                .allMatch(expression ->
                        METRIC.matcher(expression).results().count()
                                == expression.split("\\{job=~\"\\$job\",", -1).length - 1);
    }

    @Test
    void alertmanager_isAskedByPrometheus_andHasAReceiverToSwitchOn() throws Exception {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode compose = yaml.readTree(Path.of("docker-compose.yml").toFile());
        JsonNode prometheus = yaml.readTree(MONITORING.resolve("prometheus.yml").toFile());
        String receivers = Files.readString(MONITORING.resolve("alertmanager.yml"));
        JsonNode switchedOn =
                yaml.readTree(
                        receivers.replaceAll("(?m)^    # (?=email|slack|webhook|  )", "    "));

        String target =
                prometheus.at("/alerting/alertmanagers/0/static_configs/0/targets/0").asText();
        assertThat(compose.path("services").has(target.substring(0, target.indexOf(':')))).isTrue();
        assertThat(compose.at("/services/alertmanager/profiles/0").asText())
                .isEqualTo("monitoring");
        assertThat(yaml.readTree(receivers).at("/receivers/0/name").asText())
                .isEqualTo(yaml.readTree(receivers).at("/route/receiver").asText());
        assertThat(switchedOn.at("/receivers/0/email_configs/0/to").asText()).contains("@");
        assertThat(switchedOn.at("/receivers/0/slack_configs/0/channel").asText())
                .isEqualTo("#alerts");
        assertThat(switchedOn.at("/receivers/0/webhook_configs/0/url").asText())
                .startsWith("https:");
    }

    @Test
    void alert_ofAServerThatIsDown_alsoLooksForThoseThatVanished() throws Exception {
        JsonNode alerts = new YAMLMapper().readTree(MONITORING.resolve("alerts.yml").toFile());
        String down = alerts.at("/groups/0/rules/0/expr").asText();

        assertThat(down).contains("== 0").contains("absent(");
        assertThat(down.replaceAll("\\s+", " "))
                .contains("(max_over_time(up{job=~\".*jims-widget.*\"}[15m]) unless up{");
    }

    /// By the tools of Prometheus, where they are.
    @Test
    void rules_fireAsTheyShould_byPromtool() throws Exception {
        run("promtool", "test", "rules", "alerts.test.yml");
    }

    @Test
    void receivers_areTaken_byAmtool() throws Exception {
        run("amtool", "check-config", "alertmanager.yml");
    }

    private static void run(String program, String... arguments) throws Exception {
        Optional<Path> found = Programs.find(program);
        if (found.isEmpty()) {
            Skipped.because(
                    program, "no " + program + " on the path: the monitoring is checked less");
        }
        List<String> command = new ArrayList<>(List.of(found.orElseThrow().toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(MONITORING.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Stream<String> metrics(String expressions) {
        return METRIC.matcher(expressions).results().map(MatchResult::group);
    }

    /// The names of all samples of a server that has done everything once.
    private static Set<String> samples(Path directory) throws Exception {
        try (LiveServer server =
                LiveServer.start(
                        directory,
                        Map.of("JIMS_WEBHOOK_SECRET", "whsec_" + "c2VjcmV0".repeat(4)),
                        "--app=echo",
                        "--uploads=" + directory.resolve("uploads"),
                        "--webhook=http://127.0.0.1:9/",
                        "--webhook-private=true")) {
            Telemetry beside = Telemetry.start("127.0.0.1", 0, List.of());
            beside.show(new OneProcess().metrics());
            RunObserver runs = beside.runObserver();
            runs.onLlmCall(new LlmUsage("tiny", 1, 1));
            runs.onRunEnded(
                    new RunObserver.RunReport("echo", ThreadId.create(), Duration.ZERO, null));
            String exposition = new Scraper(server.metricsPort()).get("/metrics").body();
            beside.stop();
            return exposition
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static final class OneProcess implements AppProcesses {
        @Override
        public int up() {
            return 1;
        }

        @Override
        public long restarts() {
            return 0;
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
