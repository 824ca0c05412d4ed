package io.jims.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A visitor's message could not be answered. The message is shown to the visitor: it says what was
/// wrong and what is allowed, and holds nothing that only the operator may know.
///
/// An app throws it to say something to its visitor; of any other exception the visitor's panel
/// says only that something went wrong.
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final boolean forOperator;
    private final @Nullable String reason;
    private final boolean guarded;

    /// An app that throws this with [ErrorCode#PIPELINE] says the message to its visitor.
    public ChatException(ErrorCode code, String message) {
        super(message);
        this.code = code;
        this.retryAfter = null;
        this.forOperator = false;
        this.reason = null;
        this.guarded = false;
    }

    /// @param retryAfter how long the visitor has to wait, which the message says as well
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

    /// The visitor's token does not let them in.
    ///
    /// @param reason in a word, for their client: it can get another token, or has none to renew
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

    /// A pipeline failed. What a [ChatException] says is meant for the visitor; what another
    /// exception says may be a path or a query, and is for the operator.
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

    /// What it is about in a word, for clients; empty where the code says it all.
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /// Whether a guard refused it, so that nothing failed.
    public boolean isOfGuard() {
        return guarded;
    }

    /// How long to wait before the message is sent again; empty where that is not known.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// What the visitor may read, in their own words for the code where this is empty.
    public String textForVisitor() {
        return forOperator ? "" : text();
    }

    /// The message, which this class always has. The basic protocol sends it, whoever it is meant
    /// for, as the original does.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
