package io.jims.conversation.notice;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A notice on its way to all followers of a conversation, who share what it is encoded as. Used by
/// one thread.
public final class Broadcast {
    private final Notice notice;
    private @Nullable Encoded last;

    Broadcast(Notice notice) {
        this.notice = notice;
    }

    public Notice notice() {
        return notice;
    }

    /// The frames of the notice; encoded once, however many followers ask with the same encoder.
    ///
    /// @param encoder a constant
    public List<String> frames(Function<Notice, List<String>> encoder) {
        Encoded encoded = last;
        if (encoded == null || !encoded.encoder().equals(encoder)) {
            encoded = new Encoded(encoder, encoder.apply(notice));
            last = encoded;
        }
        return encoded.frames();
    }

    private record Encoded(Function<Notice, List<String>> encoder, List<String> frames) {}
}
