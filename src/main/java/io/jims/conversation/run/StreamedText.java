package io.jims.conversation.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The assistant's message that a run streams, or streamed last, as far as it has come. Used by one
/// thread at a time.
public final class StreamedText {
    private final StringBuilder text = new StringBuilder(0);
    private @Nullable UUID id;

    /// Goes on with the message of this id, from its beginning where it is another one than before.
    ///
    /// @return how many characters of it there are
    public int continueWith(UUID messageId) {
        if (!messageId.equals(id)) {
            id = messageId;
            text.setLength(0);
        }
        return text.length();
    }

    public void append(String piece) {
        text.append(piece);
    }

    /// Keeps the id only: the message is stored, or nobody goes on with it.
    public void forgetText() {
        text.setLength(0);
        text.trimToSize();
    }

    /// Null before the first piece.
    public @Nullable UUID id() {
        return id;
    }

    public String text() {
        return text.toString();
    }
}
