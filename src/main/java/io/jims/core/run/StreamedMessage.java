package io.jims.core.run;

import io.jims.core.ChatMessage;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An assistant message that arrives in pieces, possibly single UTF-16 characters: half of an emoji
/// waits for the other half, since neither can be encoded alone. Used by one thread at a time.
final class StreamedMessage {
    private static final char REPLACEMENT = '\uFFFD';

    private final UUID id = Uuid7.next();
    private final StringBuilder text = new StringBuilder();
    private String half = "";

    UUID id() {
        return id;
    }

    /// Adds a piece, and returns what can be shown now.
    String add(String piece) {
        String all = half + piece;
        boolean cut = !all.isEmpty() && Character.isHighSurrogate(all.charAt(all.length() - 1));
        half = cut ? all.substring(all.length() - 1) : "";
        String whole = cut ? all.substring(0, all.length() - 1) : all;
        text.append(whole);
        return whole;
    }

    /// @param sources those of the message
    ThreadEvent toEvent(boolean stopped, Sources sources) {
        if (!half.isEmpty()) {
            text.append(REPLACEMENT);
        }
        String whole = text + sources.below(text.toString());
        Map<String, @Nullable Object> data = ChatMessage.ofAssistant(whole).toData();
        if (stopped) {
            data.put("stopped", true);
        }
        return new ThreadEvent(id, Instant.now(), EventTypes.ASSISTANT_MESSAGE, data);
    }
}
