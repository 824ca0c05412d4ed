package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.LinkedHashMap;
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
        static Optional<Result> of(ThreadEvent event) {
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

    static Optional<PageCall> of(ThreadEvent event) {
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
