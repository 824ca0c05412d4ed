package io.jims.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// Formats a log event as a JSON object in one line: `time` (UTC, ISO 8601), `level`, `logger`,
/// `message`, and for a throwable `error` (its message and those of its causes) and `stack`.
final class JsonFormatter extends Formatter {
    /// Some readers of lines take other characters than the line feed for their end.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public String format(LogRecord event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", LevelName.of(event));
        line.put("logger", event.getLoggerName());
        line.put("message", formatMessage(event));
        if (event.getThrown() != null) {
            line.put("error", StackTraces.summary(event.getThrown()));
            line.put("stack", StackTraces.whole(event.getThrown()));
        }
        try {
            return JSON.writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of texts can be written", e);
        }
    }
}
