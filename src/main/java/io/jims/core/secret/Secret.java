package io.jims.core.secret;

/// A secret text, such as a key or a password: neither `toString` nor a message of this class shows
/// it.
public record Secret(String text) {
    /// Creates a secret that is valid in an HTTP header.
    ///
    /// @param what it is, for the message: `an API key`
    /// @throws IllegalArgumentException if it is not printable ASCII without spaces
    public static Secret forHeader(String what, String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    what + " has printable ASCII characters without spaces");
        }
        return new Secret(text);
    }

    @Override
    public String toString() {
        return "***";
    }
}
