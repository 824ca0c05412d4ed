package io.jims.conversation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.Events;
import io.jims.core.JimsApp;
import io.jims.core.LlmUsage;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.run.RunOutput;
import io.jims.observe.MetricName;
import io.jims.observe.RunObserver;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineExecutorTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void runsUnderWay_andThoseThatWait_areCounted() throws Exception {
        HeldPipeline held = new HeldPipeline();
        PipelineExecutor executor = executor(held, RunObserver.NONE);
        assertThat(executor.maxConcurrent()).isEqualTo(1);
        Run first = executor.start(request("one"), new RunOutput() {});
        Run second = executor.start(request("two"), new RunOutput() {});
        held.awaitBegun();

        assertThat(value(executor, MetricName.RUNS_RUNNING)).isEqualTo(1);
        Await.until("a waiting run", () -> value(executor, MetricName.RUNS_WAITING) == 1);

        held.release(2);
        first.await();
        second.await();
        Await.until("no run", () -> value(executor, MetricName.RUNS_RUNNING) == 0);
    }

    @Test
    void progress_isToldToTheMetrics_andToWhoeverFollowsTheRun() throws Exception {
        Pipeline pipeline =
                context -> {
                    context.reportStatus("thinking");
                    context.reportLlmCall(new LlmUsage("large", 1, 2));
                    context.sendMessage("Hello");
                };

        executor(pipeline, observer()).start(request("Hi"), output()).await();

        assertThat(told)
                .containsExactly(
                        "follower: status thinking",
                        "metrics: model large",
                        "follower: model large",
                        "metrics: first piece",
                        "follower: first piece",
                        "follower: piece Hello",
                        "metrics: ended");
    }

    private static PipelineExecutor executor(Pipeline pipeline, RunObserver observer) {
        return new PipelineExecutor(
                new JimsApp("test", pipeline), Duration.ofMinutes(1), 1, observer);
    }

    private static RunRequest request(String text) {
        return new RunRequest(
                ChatThread.create("ann", null), List.of(Events.user(text)), false, null, Span.NONE);
    }

    private static long value(PipelineExecutor executor, MetricName name) {
        return executor.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .mapToLong(metric -> metric.value().getAsLong())
                .sum();
    }

    private RunObserver observer() {
        return new RunObserver() {
            @Override
            public void onRunEnded(RunReport report) {
                told.add("metrics: ended");
            }

            @Override
            public void onLlmCall(LlmUsage usage) {
                told.add("metrics: model " + usage.model());
            }

            @Override
            public void onFirstPiece(Duration latency) {
                told.add("metrics: first piece");
            }
        };
    }

    private RunOutput output() {
        return new RunOutput() {
            @Override
            public void onStatus(String text) {
                told.add("follower: status " + text);
            }

            @Override
            public void onFirstPiece(Duration latency) {
                told.add("follower: first piece");
            }

            @Override
            public void onPiece(UUID messageId, String piece) {
                told.add("follower: piece " + piece);
            }

            @Override
            public void onLlmCall(LlmUsage usage) {
                told.add("follower: model " + usage.model());
            }
        };
    }
}
