package io.jims.cli.dotenv;

/// A line of `.env` that has no meaning. The message names the line by its number and shows nothing
/// of its text, which may hold a secret.
public final class DotenvException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DotenvException(int line, String reason) {
        super("line " + line + ", is malformed: " + reason);
    }
}
