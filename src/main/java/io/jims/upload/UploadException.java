package io.jims.upload;

/// A file was not taken. The message is for whoever sent it, in plain words.
public final class UploadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /// Why not.
    public enum Reason {
        /// It is none of [FileType].
        TYPE,
        /// It has more bytes than are allowed.
        SIZE,
        /// It has other bytes than it said, or none.
        LENGTH,
        /// The server cannot keep it at present.
        STORAGE
    }

    UploadException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UploadException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
