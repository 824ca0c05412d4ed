package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.SystemTagsManager;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadId;
import io.jims.observe.AppProcesses;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import io.jims.observe.RunObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final Telemetry telemetry = Telemetry.start(LOOPBACK, 0, List.of());
    private final Scraper scraper = new Scraper(telemetry.port());

    @AfterEach
    void stop() {
        telemetry.stop();
    }

    @Test
    void metrics_noRunYet_haveTheVirtualMachineAndEmptyHistograms() throws Exception {
        Exposition exposition = scraper.scrape();

        assertThat(exposition.families(""))
                .contains(
                        "memory_used_heap_bytes",
                        "memory_max_heap_bytes",
                        "gc_total",
                        "gc_time_seconds_total",
                        "jvm_threads_current",
                        "jvm_classes_currently_loaded",
                        "jvm_uptime_seconds");
        assertThat(exposition.families("jims_"))
                .containsExactlyInAnyOrder(
                        "jims_widget_first_piece_seconds",
                        "jims_widget_store_commit_seconds",
                        "jims_widget_store_batch_writes",
                        "jims_widget_store_failed_writes_total");
        assertThat(exposition.value("jims_widget_store_batch_writes_count", Map.of())).isZero();
    }

    @Test
    void metrics_ofAnAppWithProcesses_countThem_whileItIsObserved() throws Exception {
        Telemetry other = Telemetry.start(LOOPBACK, 0, List.of());
        other.show(new TwoProcesses().metrics());

        assertThat(scraper.scrape().value("jims_app_workers_up", Map.of())).isEqualTo(2);
        assertThat(scraper.scrape().value("jims_app_worker_restarts_total", Map.of())).isEqualTo(5);

        other.stop();
        assertThat(scraper.scrape().families("jims_app_")).isEmpty();
    }

    @Test
    void metrics_noneHasALabelThatHelidonAddsByItself() throws Exception {
        telemetry.runObserver().onRunEnded(success("app"));

        assertThat(scraper.get("/metrics").body())
                .doesNotContain("scope=")
                .doesNotContain("app=")
                .doesNotContain("quantile=");
    }

    /// Building a registry of its own is what Helidon's observe feature does.
    @Test
    void metrics_registriesWithHelidonsDefaultsAreMade_keepTheirLabels() throws Exception {
        SystemTagsManager.instance(MetricsConfig.create());

        telemetry.runObserver().onRunEnded(success("late"));

        assertThat(scraper.scrape().series("jims_pipeline_runs_total"))
                .allSatisfy(labels -> assertThat(labels).containsOnlyKeys("pipeline", "status"));
    }

    @Test
    void metrics_byDefault_areInTheTextFormat() throws Exception {
        HttpResponse<String> response = scraper.get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("content-type"))
                .containsExactly("text/plain; version=0.0.4; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "*/*", "text/plain;version=0.0.4;q=1,*/*;q=0.1", "image/png"})
    void metrics_clientThatDoesNotPreferOpenMetrics_getsTheTextFormat(String accept)
            throws Exception {
        HttpResponse<String> response = scraper.get("/metrics", accept);

        assertThat(response.headers().firstValue("content-type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        Exposition.parse(response.body());
    }

    /// The headers of Prometheus 2 and 3.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text;version=1.0.0;q=0.5,"
                        + "application/openmetrics-text;version=0.0.1;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            })
    void metrics_prometheusServer_getsOpenMetrics(String accept) throws Exception {
        telemetry.runObserver().onRunEnded(success("app"));

        HttpResponse<String> response = scraper.get("/metrics", accept);

        assertThat(response.headers().firstValue("content-type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.body())
                .contains("# TYPE jims_pipeline_runs counter\n")
                .contains("jims_pipeline_runs_total{pipeline=\"app\",status=\"success\"} 1.0\n")
                .endsWith("# EOF\n");
    }

    @Test
    void metrics_ofParts_areShownWithTypeHelpAndLabels() throws Exception {
        telemetry.show(List.of(sockets(3), messages("answered", 10), messages("rejected", 1)));

        Exposition exposition = scraper.scrape();

        assertThat(exposition.type("jims_widget_sockets_open")).isEqualTo("gauge");
        assertThat(exposition.help("jims_widget_sockets_open")).isEqualTo("Open ones");
        assertThat(exposition.value("jims_widget_sockets_open", Map.of())).isEqualTo(3);
        assertThat(exposition.type("jims_widget_messages_total")).isEqualTo("counter");
        assertThat(exposition.series("jims_widget_messages_total")).hasSize(2);
        assertThat(answered(exposition)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sockets", "1st", "two words", "messages_total"})
    void metricName_thatIsNone_isRefused(String name) {
        assertThatThrownBy(() -> MetricName.counter(name, "Wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void metrics_commits_areTimedAndCounted() throws Exception {
        telemetry.storeObserver().onCommit(1, Duration.ofMillis(1));
        telemetry.storeObserver().onCommit(60, Duration.ofMillis(30));
        telemetry.storeObserver().onFailure(3);

        Exposition exposition = scraper.scrape();

        assertThat(
                        exposition.value(
                                "jims_widget_store_commit_seconds_bucket", Map.of("le", "0.01")))
                .isEqualTo(1);
        assertThat(exposition.value("jims_widget_store_commit_seconds_sum", Map.of()))
                .isEqualTo(0.031);
        assertThat(exposition.value("jims_widget_store_batch_writes_bucket", Map.of("le", "50.0")))
                .isEqualTo(1);
        assertThat(exposition.value("jims_widget_store_batch_writes_sum", Map.of())).isEqualTo(61);
        assertThat(exposition.value("jims_widget_store_failed_writes_total", Map.of()))
                .isEqualTo(3);
    }

    @Test
    void metrics_manyModels_areCountedTogetherPastAHundred() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            telemetry.runObserver().onLlmCall(new LlmUsage("model-" + i, 1, 1));
        }
        telemetry.runObserver().onLlmCall(new LlmUsage("model-7", 1, 1));

        Exposition exposition = scraper.scrape();

        assertThat(exposition.series("llm_calls_total")).hasSize(101);
        assertThat(exposition.value("llm_calls_total", Map.of("model", "model-7"))).isEqualTo(2);
        assertThat(exposition.value("llm_calls_total", Map.of("model", "other"))).isEqualTo(900);
    }

    @Test
    void metrics_twoAtOnce_addTheirServersUpAndLetTheStoppedOneGo() throws Exception {
        telemetry.show(List.of(sockets(3)));
        Telemetry other = Telemetry.start(LOOPBACK, 0, List.of());
        other.show(List.of(sockets(4)));
        double both = scraper.scrape().value("jims_widget_sockets_open", Map.of());

        other.stop();

        assertThat(both).isEqualTo(7);
        assertThat(scraper.scrape().value("jims_widget_sockets_open", Map.of())).isEqualTo(3);
    }

    @Test
    void start_afterAStop_startsFromZero() throws Exception {
        RunObserver before = telemetry.runObserver();
        before.onRunEnded(success("app"));
        before.onLlmCall(new LlmUsage("model", 1, 1));
        telemetry.show(List.of(sockets(3), messages("answered", 5)));
        telemetry.stop();
        telemetry.stop();

        Telemetry again = Telemetry.start(LOOPBACK, 0, List.of());
        try {
            before.onRunEnded(success("app"));
            again.runObserver().onRunEnded(success("app"));
            Exposition exposition = new Scraper(again.port()).scrape();

            assertThat(
                            exposition.value(
                                    "jims_pipeline_runs_total",
                                    Map.of("status", "success", "pipeline", "app")))
                    .isEqualTo(1);
            assertThat(exposition.families("jims_widget_"))
                    .doesNotContain("jims_widget_sockets_open", "jims_widget_messages_total");
            assertThat(exposition.series("llm_calls_total")).isEmpty();
        } finally {
            again.stop();
        }
    }

    @Test
    void stop_givesThePortBack() {
        int port = telemetry.port();
        telemetry.stop();

        Telemetry again = Telemetry.start(LOOPBACK, port, List.of());

        assertThat(again.port()).isEqualTo(port);
        again.stop();
    }

    @Test
    void start_takenPort_saysWhichAndWhatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Telemetry.start(LOOPBACK, port, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--metrics-port " + port)
                    .hasMessageContaining("in use")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void start_portThatIsNone_saysSo(int port) {
        assertThatThrownBy(() -> Telemetry.start(LOOPBACK, port, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--metrics-port")
                .hasMessageContaining(String.valueOf(port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/metrics/",
                "/metrics/application",
                "/metrics/x",
                "/Metrics",
                "/observe/metrics",
                "/observe/health",
                "/healthz"
            })
    void anyOtherPath_answersWithTheMetrics(String path) throws Exception {
        HttpResponse<String> response = scraper.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Exposition.parse(response.body()).families("process_")).isNotEmpty();
    }

    @Test
    void healthOfNothing_is404InJson() throws Exception {
        HttpResponse<String> response = scraper.get("/health/nonsense");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).matches("\\{\"error\":\"[^\"]+\"}");
    }

    @Test
    void process_isTold_byTheNamesOfOtherPrometheusClients() throws Exception {
        Exposition exposition = scraper.scrape();

        assertThat(exposition.value("process_start_time_seconds", Map.of()))
                .isBetween(1.7e9, System.currentTimeMillis() / 1e3);
        assertThat(exposition.value("process_cpu_seconds_total", Map.of())).isPositive();
        assertThat(exposition.type("process_cpu_seconds_total")).isEqualTo("counter");
        assertThat(exposition.value("process_resident_memory_bytes", Map.of())).isGreaterThan(1e6);
        assertThat(exposition.value("process_virtual_memory_bytes", Map.of())).isGreaterThan(1e6);
        double open = exposition.value("process_open_fds", Map.of());
        assertThat(exposition.value("process_max_fds", Map.of())).isGreaterThan(open);
    }

    @Test
    void process_isToldInOpenMetrics_beforeTheEnd() throws Exception {
        String text = scraper.get("/metrics", "application/openmetrics-text").body();

        assertThat(text)
                .contains("# TYPE process_cpu_seconds counter\nprocess_cpu_seconds_total ")
                .contains("# TYPE llm_calls counter\n")
                .endsWith("# EOF\n")
                .containsOnlyOnce("# EOF");
    }

    @Test
    void useOfModels_isDeclared_beforeThereIsAny() throws Exception {
        Exposition exposition = scraper.scrape();

        assertThat(exposition.families("llm_"))
                .containsExactlyInAnyOrder(
                        "llm_calls_total",
                        "llm_usage_prompt_tokens_total",
                        "llm_usage_completion_tokens_total");
        assertThat(exposition.type("llm_calls_total")).isEqualTo("counter");
        assertThat(exposition.series("llm_calls_total")).isEmpty();
    }

    private static Metric sockets(long open) {
        return Metric.of(MetricName.gauge("jims_widget_sockets_open", "Open ones"), () -> open);
    }

    private static Metric messages(String outcome, long count) {
        MetricName name = MetricName.counter("jims_widget_messages", "By outcome", "outcome");
        return Metric.of(name, outcome, () -> count);
    }

    private static double answered(Exposition exposition) {
        return exposition.value("jims_widget_messages_total", Map.of("outcome", "answered"));
    }

    private static RunObserver.RunReport success(String app) {
        return new RunObserver.RunReport(app, ThreadId.create(), Duration.ofSeconds(1), null);
    }

    private static final class TwoProcesses implements AppProcesses {
        @Override
        public int up() {
            return 2;
        }

        @Override
        public long restarts() {
            return 5;
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
