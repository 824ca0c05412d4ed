package io.jims.upload;

/// An upload was refused. The message is for the sender, in plain words.
public final class UploadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /// Why not.
    public enum Reason {
        /// Its type is not in [FileType].
        TYPE,
        /// It has more bytes than are allowed.
        SIZE,
        /// It has other bytes than it said, or none.
        LENGTH,
        /// The server cannot store it now.
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
