package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeFramesTest {
    @Test
    void seenEventThatShowsNothing_countsToo() {
        ThreadEvent hidden = event("rag.query", Map.of());
        List<ThreadEvent> events = List.of(message("a"), hidden, message("b"));

        assertThat(unseen(events, hidden.id())).containsExactly("b");
    }

    @Test
    void lastEventSeen_leavesNone() {
        List<ThreadEvent> events = List.of(message("a"), message("b"));

        assertThat(unseen(events, events.getLast().id())).isEmpty();
    }

    @Test
    void seenLongAgo_getsUpTo500_whoMissedMoreGetsTheLast50() {
        List<ThreadEvent> events = new ArrayList<>();
        IntStream.range(0, 502).forEach(i -> events.add(message(String.valueOf(i))));

        assertThat(unseen(events, events.get(1).id())).hasSize(500).startsWith("2");
        assertThat(unseen(events, events.getFirst().id())).hasSize(50).startsWith("452");
        assertThat(unseen(events, null)).hasSize(50).endsWith("501");
    }

    @Test
    void eventsThatShowNothing_areNoMessages() {
        List<ThreadEvent> events =
                List.of(
                        event("comm.assistant_message", Map.of("role", "assistant", "content", "")),
                        event("comm.user_message", Map.of("content", "whose?")),
                        event("context.note", Map.of("role", "user", "content", "hidden")));

        assertThat(NoticeFrames.unseen(events, null).messages()).isEmpty();
    }

    @Test
    void buttonsAlone_areAMessageWithoutText() {
        ThreadEvent event =
                event(
                        "comm.assistant_buttons",
                        Map.of(
                                "role",
                                "assistant",
                                "buttons",
                                List.of(Map.of("text", "Yes", "id", "btn:yes"))));

        assertThat(NoticeFrames.of(event).orElseThrow())
                .isEqualTo(
                        new ServerFrame.Message(
                                event.id(),
                                "assistant",
                                "",
                                List.of(List.of(new ButtonView("Yes", "yes"))),
                                event.createdAt()));
    }

    private static List<String> unseen(List<ThreadEvent> events, @Nullable UUID after) {
        return NoticeFrames.unseen(events, after).messages().stream()
                .map(ServerFrame.Message::text)
                .toList();
    }

    private static ThreadEvent message(String content) {
        return event("comm.user_message", Map.of("role", "user", "content", content));
    }

    private static ThreadEvent event(String type, Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.EPOCH, type, Map.copyOf(data));
    }
}
