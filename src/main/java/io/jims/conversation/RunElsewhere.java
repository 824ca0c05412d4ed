package io.jims.conversation;

import io.jims.widget.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a run of this conversation on another server. Guarded by the conversation's
/// lock.
final class RunElsewhere {
    /// Messages that were promised nothing and whose run has not ended, as far as is known: the
    /// store does not tell.
    private final Set<UUID> unpromised = new LinkedHashSet<>(1);

    private final StringBuilder text = new StringBuilder(0);
    private @Nullable UUID message;
    private @Nullable UUID streamed;

    /// Another server has taken a message that it owes nothing.
    void began(UUID messageId) {
        unpromised.add(messageId);
    }

    boolean isUnderWay(UUID messageId) {
        return unpromised.contains(messageId);
    }

    /// Returns false if it was not under way.
    boolean ended(UUID messageId) {
        if (messageId.equals(message)) {
            message = null;
        }
        return unpromised.remove(messageId);
    }

    /// Something was answered, and so all that came before.
    List<UUID> allEnded() {
        List<UUID> ended = new ArrayList<>(unpromised);
        unpromised.clear();
        message = null;
        return ended;
    }

    /// Adds a piece, which may overlap with what came before.
    ///
    /// @return what is new of it; empty if nothing is, or something before it is missing
    String add(RunNote.Piece piece) {
        if (!piece.streamed().equals(streamed)) {
            streamed = piece.streamed();
            text.setLength(0);
        }
        message = piece.message();
        int known = text.length() - piece.offset();
        if (known < 0 || known >= piece.text().length()) {
            return "";
        }
        String added = piece.text().substring(known);
        text.append(added);
        return added;
    }

    /// The run as a client is welcomed with it, if it has streamed anything.
    Optional<ServerFrame.Active> toFrame() {
        return Optional.ofNullable(message)
                .map(id -> new ServerFrame.Active(id, streamed, text.toString()));
    }

    /// The message whose run streamed last.
    boolean streams(UUID messageId) {
        return messageId.equals(message);
    }
}
