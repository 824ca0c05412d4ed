package io.jims.widget.session;

import io.jims.conversation.work.Workers;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.widget.protocol.ClientFrame;

/// What a visitor's message must be to be taken, in every protocol.
final class MessageRules {
    private final ChatLimits limits;
    private final Workers workers;

    MessageRules(ChatLimits limits, Workers workers) {
        this.limits = limits;
        this.workers = workers;
    }

    /// Returns if the message may be taken now; one of files needs no text.
    ///
    /// @throws ChatException saying why not
    void check(ClientFrame.Message message) {
        if (!message.text().isEmpty() || message.attachments().isEmpty()) {
            check(message.text());
        } else {
            requireServing();
        }
        if (message.label() != null) {
            check(message.label());
        }
    }

    /// Returns if the text may be taken now.
    ///
    /// @param text trimmed
    /// @throws ChatException saying why not
    void check(String text) {
        requireServing();
        if (text.isEmpty()) {
            throw new ChatException(ErrorCode.EMPTY, "Empty message");
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > limits.messageCharacters()) {
            throw new ChatException(
                    ErrorCode.TOO_LONG,
                    "The message has %d characters; at most %d are allowed."
                            .formatted(characters, limits.messageCharacters()));
        }
    }

    /// Returns unless the server is about to stop.
    void requireServing() {
        if (workers.draining()) {
            throw shuttingDown();
        }
    }

    static ChatException shuttingDown() {
        return new ChatException(
                ErrorCode.SHUTTING_DOWN,
                "The server is shutting down. Please send the message again in a moment.");
    }
}
