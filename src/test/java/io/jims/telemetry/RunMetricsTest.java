package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.RunRequest;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.JimsApp;
import io.jims.core.LlmUsage;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadId;
import io.jims.core.run.RunOutput;
import io.jims.observe.RunObserver.RunReport;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real runs of core's runner, seen through a real scrape.
class RunMetricsTest {
    private static final Map<String, String> SUCCESS =
            Map.of("pipeline", "echo", "status", "success");
    private static final Map<String, String> FAILURE =
            Map.of("pipeline", "echo", "status", "failure");

    private final Telemetry telemetry = Telemetry.start("127.0.0.1", 0, List.of());
    private final Scraper scraper = new Scraper(telemetry.port());

    @AfterEach
    void stop() {
        telemetry.stop();
    }

    @Test
    void runs_successAndFailure_areCountedApart() throws Exception {
        answer("echo", context -> context.sendMessage("Hello"));
        answer("echo", context -> context.sendMessage("Hello"));
        fail("echo");

        Exposition exposition = scraper.scrape();

        assertThat(exposition.type("jims_pipeline_runs_total")).isEqualTo("counter");
        assertThat(exposition.help("jims_pipeline_runs_total")).isNotBlank();
        assertThat(exposition.series("jims_pipeline_runs_total"))
                .containsExactlyInAnyOrder(SUCCESS, FAILURE);
        assertThat(exposition.value("jims_pipeline_runs_total", SUCCESS)).isEqualTo(2);
        assertThat(exposition.value("jims_pipeline_runs_total", FAILURE)).isEqualTo(1);
    }

    @Test
    void durations_areAHistogramWithThePromisedBuckets() throws Exception {
        answer("echo", context -> context.sendMessage("Hello"));
        fail("echo");

        Exposition exposition = scraper.scrape();

        assertThat(exposition.type("jims_pipeline_run_duration_seconds")).isEqualTo("histogram");
        assertThat(exposition.help("jims_pipeline_run_duration_seconds")).isNotBlank();
        for (Map<String, String> labels : List.of(SUCCESS, FAILURE)) {
            assertThat(buckets(exposition, labels))
                    .containsExactly(
                            "0.1", "0.5", "1.0", "2.0", "5.0", "10.0", "30.0", "60.0", "120.0",
                            "300.0", "600.0", "+Inf");
            assertThat(exposition.value("jims_pipeline_run_duration_seconds_count", labels))
                    .isEqualTo(1);
            assertThat(exposition.value("jims_pipeline_run_duration_seconds_sum", labels))
                    .isPositive();
        }
        assertThat(exposition.series("jims_pipeline_run_duration_seconds_bucket"))
                .allSatisfy(
                        labels -> assertThat(labels).containsOnlyKeys("pipeline", "status", "le"));
        assertThat(exposition.series("jims_pipeline_run_duration_seconds")).isEmpty();
    }

    @Test
    void durations_fallIntoTheBucketsTheyBelongTo() throws Exception {
        for (Duration duration :
                List.of(Duration.ofMillis(100), Duration.ofMillis(101), Duration.ofHours(1))) {
            telemetry
                    .runObserver()
                    .onRunEnded(new RunReport("echo", ThreadId.create(), duration, null));
        }

        Exposition exposition = scraper.scrape();

        assertThat(atMost(exposition, "0.1")).isEqualTo(1);
        assertThat(atMost(exposition, "0.5")).isEqualTo(2);
        assertThat(atMost(exposition, "600.0")).isEqualTo(2);
        assertThat(atMost(exposition, "+Inf")).isEqualTo(3);
        assertThat(exposition.value("jims_pipeline_run_duration_seconds_sum", SUCCESS))
                .isEqualTo(3600.201);
    }

    @Test
    void families_areThePromisedOnes() throws Exception {
        answer("echo", context -> context.sendMessage("Hello"));

        assertThat(scraper.scrape().families("jims_"))
                .containsExactlyInAnyOrder(
                        "jims_pipeline_runs_total",
                        "jims_pipeline_run_duration_seconds",
                        "jims_widget_first_piece_seconds",
                        "jims_widget_store_commit_seconds",
                        "jims_widget_store_batch_writes",
                        "jims_widget_store_failed_writes_total");
    }

    /// Names, type and label are those of the Python JIMS.
    @Test
    void llmCalls_areCountedByModel() throws Exception {
        answer(
                "echo",
                context -> {
                    context.reportLlmCall(new LlmUsage("gpt-4.1-mini", 120, 30));
                    context.reportLlmCall(new LlmUsage("gpt-4.1-mini", 200, 5, 100, 3));
                    context.reportLlmCall(new LlmUsage("other", 1, 0));
                });

        Exposition exposition = scraper.scrape();

        assertThat(llm(exposition, "llm_calls_total", "gpt-4.1-mini")).isEqualTo(4);
        assertThat(llm(exposition, "llm_usage_prompt_tokens_total", "gpt-4.1-mini")).isEqualTo(320);
        assertThat(llm(exposition, "llm_usage_completion_tokens_total", "gpt-4.1-mini"))
                .isEqualTo(35);
        assertThat(llm(exposition, "llm_calls_total", "other")).isEqualTo(1);
        assertThat(exposition.families("llm_"))
                .containsExactlyInAnyOrder(
                        "llm_calls_total",
                        "llm_usage_prompt_tokens_total",
                        "llm_usage_completion_tokens_total")
                .allSatisfy(family -> assertThat(exposition.type(family)).isEqualTo("counter"));
    }

    @Test
    void firstPiece_isTimedOnceARun() throws Exception {
        answer(
                "echo",
                context -> {
                    context.stream("Hel");
                    context.stream("lo");
                    context.sendMessage("Bye");
                });
        answer("echo", context -> context.setState("silent", Map.of()));

        assertThat(scraper.scrape().value("jims_widget_first_piece_seconds_count", Map.of()))
                .isEqualTo(1);
    }

    @Test
    void llmCalls_ofARunThatFails_areCounted() throws Exception {
        assertThatThrownBy(() ->
                        answer(
                                "echo",
                                context -> {
                                    context.reportLlmCall(new LlmUsage("gpt-4.1-mini", 1, 2));
                                    throw new IllegalStateException("no answer");
                                }))
                .isInstanceOf(ChatException.class);

        assertThat(llm(scraper.scrape(), "llm_calls_total", "gpt-4.1-mini")).isEqualTo(1);
    }

    @Test
    void pipelineLabel_keepsTheNameOfTheAppAsItIs() throws Exception {
        String name = "vedana_core.app:\"app\"\\ä";
        answer(name, context -> {});

        assertThat(
                        scraper.scrape()
                                .value(
                                        "jims_pipeline_runs_total",
                                        Map.of("pipeline", name, "status", "success")))
                .isEqualTo(1);
    }

    private void fail(String app) {
        assertThatThrownBy(() ->
                        answer(
                                app,
                                context -> {
                                    throw new IllegalStateException("no answer");
                                }))
                .isInstanceOf(ChatException.class);
    }

    private void answer(String app, Pipeline pipeline) throws InterruptedException {
        PipelineExecutor pipelines =
                new PipelineExecutor(
                        new JimsApp(app, pipeline),
                        Duration.ofMinutes(1),
                        1,
                        telemetry.runObserver());
        ThreadLog log =
                ThreadLog.create(
                        new InMemoryThreadStore(),
                        ChatThread.create("visitor", null),
                        new HistoryCache(20, 1 << 20));
        log.receive(UserMessage.of("Hi"));
        RunRequest request = new RunRequest(log.thread(), log.events(), false, null, Span.NONE);
        pipelines.start(request, RunOutput.NONE).await();
    }

    private static double llm(Exposition exposition, String name, String model) {
        return exposition.value(name, Map.of("model", model));
    }

    private static List<String> buckets(Exposition exposition, Map<String, String> labels) {
        return exposition.series("jims_pipeline_run_duration_seconds_bucket").stream()
                .filter(series -> series.entrySet().containsAll(labels.entrySet()))
                .map(series -> String.valueOf(series.get("le")))
                .toList();
    }

    private static double atMost(Exposition exposition, String bound) {
        return exposition.value(
                "jims_pipeline_run_duration_seconds_bucket",
                Map.of("pipeline", "echo", "status", "success", "le", bound));
    }
}
