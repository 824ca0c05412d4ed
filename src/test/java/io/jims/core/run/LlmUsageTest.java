package io.jims.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.LlmUsage;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.observe.RunObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LlmUsageTest {
    private final List<LlmUsage> observed = new ArrayList<>();
    private final RunContext context = context();

    @Test
    void calls_areStoredAsOneEventBehindTheAnswer() {
        context.reportLlmCall(new LlmUsage("large", 100, 20, 64, 1));
        context.reportLlmCall(new LlmUsage("small", 7, 1));
        context.reportLlmCall(new LlmUsage("large", 150, 30));
        context.stream("Hello");

        List<ThreadEvent> sent = context.end();

        assertThat(sent)
                .extracting(ThreadEvent::type)
                .containsExactly("comm.assistant_message", "rag.query_processed");
        Map<?, ?> info = object(sent.getLast().data().get("technical_info"));
        assertThat(info.get("model_used")).isEqualTo("large");
        assertThat((Long) info.get("duration_ms")).isNotNegative();
        Map<?, ?> stats = object(info.get("model_stats"));
        assertThat(stats.get("large"))
                .isEqualTo(
                        Map.of(
                                "requests_count",
                                2L,
                                "prompt_tokens",
                                250L,
                                "completion_tokens",
                                50L,
                                "cached_tokens",
                                64L));
        assertThat(object(stats.get("small")).get("requests_count")).isEqualTo(1L);
    }

    @Test
    void calls_ofAStoppedRun_areStored() {
        context.reportLlmCall(new LlmUsage("large", 100, 20));

        context.stop();

        assertThat(context.end())
                .extracting(ThreadEvent::type)
                .containsExactly("rag.query_processed");
    }

    @Test
    void calls_whereTheAppStoresItsOwnEvent_areNotStoredTwice() {
        context.reportLlmCall(new LlmUsage("large", 100, 20));
        context.send("rag.query_processed", Map.of("query", "?"));

        assertThat(context.end())
                .extracting(event -> event.data().get("query"))
                .containsExactly("?");
    }

    @Test
    void calls_afterTheRunsEnd_areCountedButNotStored() {
        context.end();

        context.reportLlmCall(new LlmUsage("large", 100, 20));

        assertThat(observed).containsExactly(new LlmUsage("large", 100, 20));
        assertThat(context.end()).isEmpty();
    }

    @Test
    void runWithoutCalls_storesNoUsage() {
        context.sendMessage("Hello");

        assertThat(context.end())
                .extracting(ThreadEvent::type)
                .containsExactly("comm.assistant_message");
    }

    @Test
    void numbersBelowZero_areRefused() {
        assertThatThrownBy(() -> new LlmUsage("large", 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LlmUsage(" ", 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void observers_joined_bothHear() {
        List<String> heard = new ArrayList<>();
        RunObserver joined = observer("first", heard).and(observer("second", heard));

        joined.onLlmCall(new LlmUsage("large", 1, 1));

        assertThat(heard).containsExactly("first large", "second large");
    }

    private static RunObserver observer(String name, List<String> heard) {
        return new RunObserver() {
            @Override
            public void onRunEnded(RunReport report) {}

            @Override
            public void onLlmCall(LlmUsage usage) {
                heard.add(name + " " + usage.model());
            }
        };
    }

    private RunContext context() {
        ChatThread thread = new ChatThread(ThreadId.create(), "c", null, Instant.now(), Map.of());
        RunOutput output =
                new RunOutput() {
                    @Override
                    public void onLlmCall(LlmUsage usage) {
                        observed.add(usage);
                    }
                };
        return new RunContext(thread, List.of(), false, output, Span.NONE);
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    @Test
    void usage_ofSeveralCalls_isTheirSum() {
        LlmUsage sum = new LlmUsage("large", 10, 3, 4, 1).plus(new LlmUsage("large", 5, 2, 1, 2));

        assertThat(sum).isEqualTo(new LlmUsage("large", 15, 5, 5, 3));
        assertThat(sum.tokens()).isEqualTo(20);
    }
}
