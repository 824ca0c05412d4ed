package io.jims.app.assistant.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.app.assistant.wire.ProviderMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses server-sent events as far as language models use them. Stricter than the standard: a line
/// that is not a field means that the body is something else. Used by one thread.
public final class ModelEventStream {
    /// The longest event, in characters.
    public static final int MAX_EVENT = 1_000_000;

    private static final Pattern FIELD = Pattern.compile("(data|event|id|retry)?:.*|data");

    private final Reader reader;
    private final Runnable onLine;
    private boolean afterReturn;

    /// @param onLine called for every line: a server may keep the stream alive with comments
    ModelEventStream(InputStream in, Runnable onLine) {
        this.onLine = onLine;
        this.reader = new BufferedReader(new InputStreamReader(in, UTF_8));
    }

    /// The next event; null at the end of the stream.
    ///
    /// @throws ModelException if this is no stream of events
    @Nullable ServerSentEvent next() throws IOException {
        String name = null;
        StringBuilder data = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            onLine.run();
            if (line.isEmpty() && !data.isEmpty()) {
                return new ServerSentEvent(name, data.toString());
            }
            if (line.isEmpty()) {
                name = null;
            } else if (line.startsWith("event:")) {
                name = value(line);
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line));
                requireBounded(data);
            } else if (!FIELD.matcher(line).matches()) {
                throw new ModelException(
                        ModelFailure.UNREADABLE,
                        "no line of an event stream" + ProviderMessage.of(line));
            }
        }
        return data.isEmpty() ? null : new ServerSentEvent(name, data.toString());
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /// Up to CR, LF or both; null at the end of the stream.
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            boolean ignored = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (ignored) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return line.toString();
            }
            line.append((char) c);
            requireBounded(line);
        }
        return line.isEmpty() ? null : line.toString();
    }

    private static void requireBounded(StringBuilder text) {
        if (text.length() > MAX_EVENT) {
            throw new ModelException(
                    ModelFailure.UNREADABLE, "an event of more than " + MAX_EVENT + " characters");
        }
    }
}
