package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page action that a run called ([EventTypes#PAGE_CALL]).
///
/// @param id of its event
/// @param message that the run answers
public record PageCall(UUID id, UUID message, String name, Map<String, @Nullable Object> input) {
    private static final String MESSAGE = "message_id";
    private static final String NAME = "name";
    private static final String INPUT = "input";
    private static final String CALL = "call_id";
    private static final String VALUE = "value";
    private static final String ERROR = "error";

    /// What came of a call ([EventTypes#PAGE_RESULT]).
    ///
    /// @param value where there is no error
    /// @param error why there is none
    public record Result(UUID call, @Nullable Object value, @Nullable String error) {
        /// What came of a call, as a thread's events tell it; empty where that is not known.
        public static Optional<Result> of(PageCall call, List<ThreadEvent> events) {
            return events.reversed().stream()
                    .flatMap(event -> of(event).stream())
                    .filter(result -> result.call().equals(call.id()))
                    .findFirst();
        }

        private static Optional<Result> of(ThreadEvent event) {
            return event.type().equals(EventTypes.PAGE_RESULT)
                    ? Uuid7.parse(String.valueOf(event.text(CALL)))
                            .map(call ->
                                    new Result(call, event.data().get(VALUE), event.text(ERROR)))
                    : Optional.empty();
        }

        /// The data of its event.
        public Map<String, @Nullable Object> toData() {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put(CALL, call.toString());
            data.put(error == null ? VALUE : ERROR, error == null ? value : error);
            return data;
        }
    }

    /// The last call by this name among a thread's events that a run for this message made.
    public static Optional<PageCall> last(List<ThreadEvent> events, UUID message, String name) {
        return events.reversed().stream()
                .flatMap(event -> of(event).stream())
                .filter(call -> call.message().equals(message) && call.name().equals(name))
                .findFirst();
    }

    private static Optional<PageCall> of(ThreadEvent event) {
        return event.type().equals(EventTypes.PAGE_CALL)
                ? Uuid7.parse(String.valueOf(event.text(MESSAGE)))
                        .map(message ->
                                new PageCall(
                                        event.id(),
                                        message,
                                        String.valueOf(event.text(NAME)),
                                        event.object(INPUT)))
                : Optional.empty();
    }

    /// The data of its event.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(MESSAGE, message.toString());
        data.put(NAME, name);
        data.put(INPUT, input);
        return data;
    }
}
