package io.jims.widget.session;

import io.jims.admission.rate.RefusalLimit;
import io.jims.conversation.MessageCounts;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.store.RefusedRowsException;
import io.jims.store.StoreException;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.ServerFrame;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.TextSocket;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one client is told of the frames that it sends, and why one was not taken. Safe for all
/// threads.
final class ChatReplies {
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final MessageCounts counts;
    private final ChatFailures failures;
    private final RefusalLimit refusals;
    private final TextSocket socket;

    /// @param socket is closed once too much was refused
    ChatReplies(
            Outbox outbox,
            MessageCounts counts,
            ChatFailures failures,
            RefusalLimit refusals,
            TextSocket socket) {
        this.outbox = outbox;
        this.counts = counts;
        this.failures = failures;
        this.refusals = refusals;
        this.socket = socket;
    }

    void tell(ServerFrame frame) {
        outbox.send(JimsProtocol.write(frame));
    }

    /// Takes a frame, and tells its sender where that fails: the chat goes on, whatever went wrong.
    ///
    /// @param id of the message that it is about; null for none
    void answer(@Nullable UUID id, Runnable taking) {
        try {
            taking.run();
        } catch (ChatException e) {
            refuse(e, id);
        } catch (RefusedRowsException e) {
            failures.ofStore(e);
            refuse(new ChatException(ErrorCode.BAD_FRAME, "This message cannot be kept.", e), id);
        } catch (StoreException e) {
            failures.ofStore(e);
            refuseForNow("The conversation cannot be read or saved at present.", id);
        } catch (RuntimeException | Error e) {
            failures.ofCode(e);
            refuseForNow("Something went wrong on the server.", id);
        }
    }

    void refuse(ChatException reason, @Nullable UUID id) {
        counts.count(reason);
        tell(
                new ServerFrame.Failure(
                        reason.code(),
                        reason.text(),
                        id,
                        reason.retryAfter().orElse(null),
                        reason.reason().orElse(null)));
        if (refusals.isExceededBy(reason.code())) {
            socket.close(CloseCode.POLICY_VIOLATION, "too many messages were refused");
        }
    }

    /// The client cannot help it, and is slowed down all the same.
    private void refuseForNow(String text, @Nullable UUID id) {
        refusals.isExceededBy(ErrorCode.OVERLOADED);
        tell(
                new ServerFrame.Failure(
                        ErrorCode.OVERLOADED, text + " Please try again later.", id, STORE_RETRY));
    }
}
