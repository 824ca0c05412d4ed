package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the events of a thread tell of the page actions that its runs called.
class PageCallTest {
    private static final UUID MESSAGE = Uuid7.next();

    @Test
    void lastCall_isTheNewestOfItsName_forItsMessage() {
        PageCall first = call(MESSAGE, "fill", Map.of("n", 1));
        PageCall second = call(MESSAGE, "fill", Map.of("n", 2));
        List<ThreadEvent> events =
                List.of(
                        event(first),
                        event(second),
                        event(call(Uuid7.next(), "fill", Map.of())),
                        event(call(MESSAGE, "open", Map.of())),
                        ThreadEvent.create(EventTypes.PAGE_RESULT, second.toData()));

        assertThat(PageCall.last(events, MESSAGE, "fill")).contains(second);
        assertThat(PageCall.last(events, MESSAGE, "close")).isEmpty();
        assertThat(PageCall.last(List.of(), MESSAGE, "fill")).isEmpty();
    }

    @Test
    void result_isThatOfTheCall_whetherItIsAValueOrAnError() {
        PageCall filled = call(MESSAGE, "fill", Map.of());
        PageCall opened = call(MESSAGE, "open", Map.of());
        PageCall.Result value = new PageCall.Result(filled.id(), Map.of("ok", true), null);
        PageCall.Result error = new PageCall.Result(opened.id(), null, "no such page");
        List<ThreadEvent> events = List.of(event(value), event(error), Events.assistant("Done"));

        assertThat(PageCall.Result.of(filled, events)).contains(value);
        assertThat(PageCall.Result.of(opened, events)).contains(error);
        assertThat(PageCall.Result.of(call(MESSAGE, "fill", Map.of()), events)).isEmpty();
    }

    @Test
    void storedResult_hasAValueOrAnError_neverBoth() {
        UUID id = Uuid7.next();

        assertThat(new PageCall.Result(id, "x", null).toData())
                .isEqualTo(Map.of("call_id", id.toString(), "value", "x"));
        assertThat(new PageCall.Result(id, "x", "no").toData())
                .isEqualTo(Map.of("call_id", id.toString(), "error", "no"));
        assertThat(new PageCall.Result(id, null, null).toData()).containsEntry("value", null);
    }

    @Test
    void eventsOfAnotherService_areNoCalls() {
        List<ThreadEvent> events =
                List.of(
                        event(EventTypes.PAGE_CALL, Map.of("message_id", "one", "name", "fill")),
                        event(EventTypes.PAGE_RESULT, Map.of("call_id", "one", "value", "x")),
                        event("rag.query", call(MESSAGE, "fill", Map.of()).toData()));

        assertThat(PageCall.last(events, MESSAGE, "fill")).isEmpty();
        assertThat(PageCall.Result.of(call(MESSAGE, "fill", Map.of()), events)).isEmpty();
    }

    private static PageCall call(UUID message, String name, Map<String, @Nullable Object> input) {
        return new PageCall(Uuid7.next(), message, name, input);
    }

    private static ThreadEvent event(PageCall call) {
        return new EventClock().event(call.id(), EventTypes.PAGE_CALL, call.toData());
    }

    private static ThreadEvent event(PageCall.Result result) {
        return event(EventTypes.PAGE_RESULT, result.toData());
    }

    private static ThreadEvent event(String type, Map<String, @Nullable Object> data) {
        return ThreadEvent.create(type, data);
    }
}
