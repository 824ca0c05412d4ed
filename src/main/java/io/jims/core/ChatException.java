package io.jims.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A visitor's message could not be answered. The message is shown to the visitor: it says what was
/// wrong and what is allowed, without anything that only the operator may know.
///
/// An app throws it to say something to its visitor. For any other exception, the visitor's panel
/// only says that something went wrong.
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final boolean forOperator;
    private final @Nullable String reason;
    private final boolean guarded;

    /// With [ErrorCode#PIPELINE], an app's message is shown to its visitor.
    public ChatException(ErrorCode code, String message) {
        super(message);
        this.code = code;
        this.retryAfter = null;
        this.forOperator = false;
        this.reason = null;
        this.guarded = false;
    }

    /// @param retryAfter how long the visitor has to wait; the message says so, too
    public ChatException(ErrorCode code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
        this.forOperator = false;
        this.reason = null;
        this.guarded = false;
    }

    public ChatException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, false, null, false);
    }

    /// The visitor has no valid token.
    ///
    /// @param reason one word for the client, which may get a new token, or has none to renew
    public static ChatException unauthorized(
            String reason, String message, @Nullable Throwable cause) {
        return new ChatException(ErrorCode.UNAUTHORIZED, message, cause, false, reason, false);
    }

    /// A guard refused a message or an answer.
    ///
    /// @param words for the visitor
    public static ChatException ofGuard(String words) {
        return new ChatException(ErrorCode.PIPELINE, words, null, false, null, true);
    }

    private ChatException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            boolean forOperator,
            @Nullable String reason,
            boolean guarded) {
        super(message, cause);
        this.code = code;
        this.retryAfter = null;
        this.forOperator = forOperator;
        this.reason = reason;
        this.guarded = guarded;
    }

    /// A pipeline failed. The message of a [ChatException] is meant for the visitor; that of
    /// another exception may contain a path or a query, and is for the operator.
    public static ChatException ofPipeline(Throwable failure) {
        if (failure instanceof ChatException meant) {
            return new ChatException(ErrorCode.PIPELINE, meant.text(), meant);
        }
        String message = failure.getMessage();
        String text =
                message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return new ChatException(ErrorCode.PIPELINE, text, failure, true, null, false);
    }

    public ErrorCode code() {
        return code;
    }

    /// The reason in one word, for clients; empty if the code says it all.
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /// Whether a guard refused it, so that nothing failed.
    public boolean isOfGuard() {
        return guarded;
    }

    /// How long to wait before sending the message again; empty if unknown.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// The text for the visitor; if empty, clients show their own text for the code.
    public String textForVisitor() {
        return forOperator ? "" : text();
    }

    /// The message, which is never null here. The basic protocol always sends it, as the original
    /// does.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
