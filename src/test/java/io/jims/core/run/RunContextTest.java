package io.jims.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Button;
import io.jims.core.ChatMessage;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.UserAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunContextTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void lastUserMessage_isTheNewestThatTheVisitorSaid() {
        RunContext context =
                context(
                        Events.user("one"),
                        Events.user("two"),
                        Events.assistant("three"),
                        Events.event("rag.x", "y"));

        assertThat(context.lastUserMessage()).contains("two");
        assertThat(context.lastUserAction()).contains(new UserAction("user_message", "two"));
    }

    @Test
    void lastUserAction_namesAClick() {
        RunContext context = context(Events.event(EventTypes.USER_BUTTON_CLICK, "user", "btn:yes"));

        assertThat(context.lastUserAction())
                .contains(new UserAction("user_button_click", "btn:yes"));
    }

    @Test
    void handOff_isTheLastThingThatARunSends_andNeedsAPersonWhoCanAnswer() {
        RunContext context =
                context(
                        new RunOutput() {
                            @Override
                            public boolean canHandOff() {
                                return true;
                            }
                        });
        context.handOff("angry");
        context.stream("A colleague ");
        context.handOff("wants a refund");
        context.stream("will answer.");

        assertThat(context.end())
                .extracting(ThreadEvent::type)
                .containsExactly(EventTypes.ASSISTANT_MESSAGE, EventTypes.HANDOFF);
        assertThat(context.end().getLast().data())
                .isEqualTo(Map.of("mode", "human", "by", "app", "reason", "wants a refund"));
        assertThatThrownBy(() -> context.handOff("late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> context(RunOutput.NONE).handOff(""))
                .hasMessageContaining("--admin-token");
    }

    @Test
    void lastUserMessage_whereNobodySpoke_isEmpty() {
        assertThat(context(Events.assistant("hello")).lastUserMessage()).isEmpty();
    }

    @Test
    void history_isWhatBothSaid() {
        assertThat(
                        context(
                                        Events.user("a"),
                                        Events.event("context.doc", "d"),
                                        Events.assistant("b"))
                                .history())
                .containsExactly(new ChatMessage("user", "a"), new ChatMessage("assistant", "b"));
    }

    @Test
    void context_countsMessages_andKeepsTheExtraContextAmongThem() {
        RunContext context =
                context(
                        Events.user("1"),
                        Events.event("context.old", "old"),
                        Events.assistant("2"),
                        Events.event("context.doc", "doc"),
                        Events.event("rag.query", "no"),
                        Events.user("3"),
                        Events.event("context.tail", "tail"));

        assertThat(contents(context.context(2))).containsExactly("2", "doc", "3", "tail");
        assertThat(contents(context.context(3)))
                .containsExactly("1", "old", "2", "doc", "3", "tail");
        assertThat(context.context(0)).isEmpty();
    }

    @Test
    void context_goesBackTwentyMessages_byDefault() {
        ThreadEvent[] events = new ThreadEvent[30];
        for (int i = 0; i < events.length; i++) {
            events[i] = Events.user("" + i);
        }

        assertThat(contents(context(events).context())).hasSize(20).startsWith("10").endsWith("29");
    }

    @Test
    void state_isTheLatestOfItsName_alsoOfThisRun() {
        RunContext context =
                context(
                        Events.event("state.set.cart", "old"),
                        Events.event("state.set.cart", "new"));

        assertThat(context.state("cart").orElseThrow()).containsEntry("content", "new");
        assertThat(context.state("other")).isEmpty();

        context.setState("cart", Map.of("items", 3));

        assertThat(context.state("cart").orElseThrow()).isEqualTo(Map.of("items", 3));
    }

    @Test
    void whatIsSent_comesOutInOrder_withTheDataOfItsType() {
        RunContext context = context();

        context.sendMessage("Hello");
        context.sendMessage("Sure?", List.of(List.of(new Button("Yes", "yes"))));
        context.setState("step", Map.of("n", 1));

        List<ThreadEvent> sent = context.end();
        assertThat(sent)
                .extracting(ThreadEvent::type)
                .containsExactly(
                        "comm.assistant_message",
                        "comm.assistant_message_with_buttons",
                        "state.set.step");
        assertThat(sent.getFirst().data())
                .isEqualTo(Map.of("role", "assistant", "content", "Hello"));
        assertThat(sent.get(1).data())
                .isEqualTo(
                        Map.of(
                                "role",
                                "assistant",
                                "content",
                                "Sure?",
                                "buttons",
                                List.of(List.of(Map.of("text", "Yes", "id", "yes")))));
    }

    @Test
    void streamedPieces_areOneMessage_upToTheNextSend() {
        RunContext context = context();

        context.stream("Hel");
        context.stream("lo");
        context.sendMessage("second");
        context.stream("third");

        List<ThreadEvent> sent = context.end();
        assertThat(sent)
                .extracting(event -> event.text("content"))
                .containsExactly("Hello", "second", "third");
        assertThat(heard)
                .containsExactly(
                        sent.getFirst().id() + ": Hel",
                        sent.getFirst().id() + ": lo",
                        sent.get(1).id() + ": second",
                        sent.getLast().id() + ": third");
    }

    @Test
    void status_isHeard_butNotSent() {
        RunContext context = context();

        context.reportStatus("searching");

        assertThat(heard).containsExactly("searching");
        assertThat(context.end()).isEmpty();
    }

    @Test
    void onceEnded_nothingCanBeSent() {
        RunContext context = context();
        context.sendMessage("in time");
        context.end();

        assertThatThrownBy(() -> context.sendMessage("late"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> context.stream("late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> context.reportStatus("late"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(context.end()).hasSize(1);
    }

    @Test
    void dataThatIsNotJson_isRefused() {
        RunContext context = context();

        assertThatThrownBy(() -> context.send("rag.x", Map.of("when", Instant.now())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Instant");
        assertThatThrownBy(() -> context.send("rag.x", Map.of("n", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> context.send(" ", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(context.end()).isEmpty();
    }

    @Test
    void dataThatIsChangedLater_staysAsItWasSent() {
        RunContext context = context();
        List<Object> list = new ArrayList<>(List.of("a"));

        context.send("rag.x", Map.of("list", list));
        list.add("b");

        assertThat(context.end().getFirst().data()).isEqualTo(Map.of("list", List.of("a")));
    }

    private static RunContext context(RunOutput output) {
        return new RunContext(
                ChatThread.create("c", null), List.of(Events.user("Hi")), false, output, Span.NONE);
    }

    private RunContext context(ThreadEvent... events) {
        ChatThread thread = new ChatThread(ThreadId.create(), "c", null, Instant.now(), Map.of());
        return new RunContext(
                thread,
                List.of(events),
                false,
                new RunOutput() {
                    @Override
                    public void onStatus(String text) {
                        heard.add(text);
                    }

                    @Override
                    public void onPiece(UUID messageId, String piece) {
                        heard.add(messageId + ": " + piece);
                    }
                },
                Span.NONE);
    }

    private static List<String> contents(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::content).toList();
    }

    @Test
    void run_knowsItsThread() {
        ChatThread thread =
                new ChatThread(ThreadId.create(), "ann", null, Instant.now(), Map.of("a", 1));
        RunContext context = new RunContext(thread, List.of(), true, new RunOutput() {}, Span.NONE);

        assertThat(context.threadId()).isEqualTo(thread.id());
        assertThat(context.contactId()).contains("ann");
        assertThat(context.threadConfig()).isEqualTo(Map.of("a", 1));
        assertThat(context.isRetry()).isTrue();
        assertThat(context().isRetry()).isFalse();
        assertThat(context.span()).isSameAs(Span.NONE);
    }

    @Test
    void stop_marksWhatWasStreamed_andChangesNothingOnceTheRunHasEnded() {
        RunContext stopped = context();
        stopped.stream("Hel");
        stopped.stop();
        RunContext ended = context();
        ended.stream("Hello");
        ended.end();
        ended.stop();

        assertThat(stopped.isStopped()).isTrue();
        assertThat(stopped.end().getFirst().data()).containsEntry("stopped", true);
        assertThat(ended.isStopped()).isFalse();
        assertThat(ended.end().getFirst().data()).doesNotContainKey("stopped");
        assertThatThrownBy(() -> stopped.sendMessage("late"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stopped.send("rag.x", Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stopped.cite("A", "https://a.example/"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void firstPiece_isToldOnce_withItsLatency() {
        List<Duration> latencies = new ArrayList<>();
        ChatThread thread = new ChatThread(ThreadId.create(), "c", null, Instant.now(), Map.of());
        RunOutput output =
                new RunOutput() {
                    @Override
                    public void onFirstPiece(Duration latency) {
                        latencies.add(latency);
                    }
                };
        long before = System.nanoTime();
        RunContext context = new RunContext(thread, List.of(), false, output, Span.NONE);

        context.stream("Hel");
        context.stream("lo");
        context.sendMessage("Bye");

        assertThat(latencies).hasSize(1);
        assertThat(latencies.getFirst())
                .isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - before));
    }

    @Test
    void streamedMessage_isEndedByAnyOtherEvent() {
        RunContext context = context();
        context.stream("Hello");
        context.send("rag.x", Map.of());
        context.stream("Bye");

        assertThat(context.end())
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.ASSISTANT_MESSAGE, "rag.x", EventTypes.ASSISTANT_MESSAGE);
    }
}
