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

    /// An app that throws this with [ErrorCode#PIPELINE] says the message to its visitor.
    public ChatException(ErrorCode code, String message) {
        super(message);
        this.code = code;
        this.retryAfter = null;
        this.forOperator = false;
    }

    /// @param retryAfter how long the visitor has to wait, which the message says as well
    public ChatException(ErrorCode code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
        this.forOperator = false;
    }

    public ChatException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, false);
    }

    private ChatException(
            ErrorCode code, String message, @Nullable Throwable cause, boolean forOperator) {
        super(message, cause);
        this.code = code;
        this.retryAfter = null;
        this.forOperator = forOperator;
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
        return new ChatException(ErrorCode.PIPELINE, text, failure, true);
    }

    public ErrorCode code() {
        return code;
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
