package io.jims.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Button;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.JimsApp;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The kit, by an app that does everything that an app can.
class TestThreadTest {
    private final TestThread thread =
            TestThread.of(
                    new JimsApp(
                            "kit", TestThreadTest::answer, start -> start.sendMessage("Welcome")));

    @Test
    void messages_areWhatTheRunSees() throws Exception {
        thread.user("one").assistant("two").event("context.page", Map.of("content", "three"));

        assertThat(thread.say("history").text()).isEqualTo("[one, two, history]");
    }

    @Test
    void run_hasWhatWasSent_streamed_reported_andAsked() throws Exception {
        TestRun run = thread.say("everything");

        assertThat(run.text()).isEqualTo("ab\n\nSure?");
        assertThat(run.pieces()).containsExactly("a", "b", "Sure?");
        assertThat(run.statuses()).containsExactly("Looking");
        assertThat(run.buttons()).containsExactly("Yes", "No");
        assertThat(run.llmCalls()).containsExactly(new LlmUsage("m", 3, 4));
        assertThat(run.state("count")).contains(Map.of("value", 1));
        assertThat(run.state("other")).isEmpty();
        assertThat(thread.events())
                .extracting(ThreadEvent::type)
                .containsExactly(
                        "comm.user_message",
                        "state.set.count",
                        "comm.assistant_message",
                        "comm.assistant_message_with_buttons",
                        "rag.query_processed");
    }

    @Test
    void whatARunSent_isThereForTheNext() throws Exception {
        thread.state("count", Map.of("value", 0));
        thread.say("everything");

        assertThat(thread.say("state").text()).isEqualTo("{value=1}");
        assertThat(thread.click("yes").text()).isEqualTo("user_button_click btn:yes");
        assertThat(thread.say("/start").text()).isEqualTo("Welcome");
    }

    @Test
    void failure_isThrown_andNothingIsKeptOfIt() throws Exception {
        assertThatThrownBy(() -> thread.say("fail"))
                .isInstanceOf(ChatException.class)
                .hasMessage("no idea");

        assertThat(thread.say("history").text()).isEqualTo("[fail, history]");
    }

    private static void answer(ThreadContext context) {
        switch (context.lastUserMessage().orElseThrow()) {
            case "history" ->
                    context.sendMessage(
                            context.history().stream().map(m -> m.content()).toList().toString());
            case "state" -> context.sendMessage(context.state("count").orElseThrow().toString());
            case "fail" -> {
                context.sendMessage("half");
                throw new ChatException(ErrorCode.PIPELINE, "no idea");
            }
            case "everything" -> {
                context.reportStatus("Looking");
                context.reportLlmCall(new LlmUsage("m", 3, 4));
                context.setState("count", Map.of("value", 1));
                context.stream("a");
                context.stream("b");
                context.sendMessage(
                        "Sure?", List.of(List.of(new Button("Yes", "y"), new Button("No", "n"))));
            }
            default ->
                    context.lastUserAction()
                            .ifPresent(action ->
                                    context.sendMessage(action.name() + " " + action.content()));
        }
    }
}
