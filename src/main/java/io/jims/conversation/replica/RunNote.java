package io.jims.conversation.replica;

import io.jims.core.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What servers tell each other of a thread and of the run in it. What is stored is not among it:
/// that they read.
public sealed interface RunNote {
    /// Longest text of a note, in UTF-16 characters; a longer one is cut, and pieces are shared
    /// out.
    int MAX_TEXT = 1_000;

    /// Someone follows the thread and wants to hear of its runs, and of the present one so far.
    record Ask() implements RunNote {}

    /// The visitor does not want the answer any more.
    record Stop() implements RunNote {}

    /// What the run that answers the message is doing.
    record Status(UUID message, String text) implements RunNote {
        public Status {
            text = cut(text);
        }
    }

    /// A piece of what the run that answers the message streams.
    ///
    /// @param streamed id of the assistant's message
    /// @param offset how many characters of that came before
    record Piece(UUID message, UUID streamed, int offset, String text) implements RunNote {
        public Piece {
            if (offset < 0 || text.length() > MAX_TEXT) {
                throw new IllegalArgumentException(
                        "offset must not be negative, nor text longer than " + MAX_TEXT);
            }
        }
    }

    /// The run for a message that is owed nothing has ended; of the others the store says so.
    ///
    /// @param code what it failed with
    record Ended(UUID message, boolean stopped, @Nullable ErrorCode code, String text)
            implements RunNote {
        public Ended {
            text = cut(text);
        }
    }

    /// A person writes something to the visitor.
    ///
    /// @param author their name; empty where they write no more
    record Typing(String author) implements RunNote {
        public Typing {
            author = cut(author);
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_TEXT));
    }
}
