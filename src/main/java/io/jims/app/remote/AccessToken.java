package io.jims.app.remote;

/// What a jims-api service wants to see before it answers. A secret: `toString` does not show it,
/// and no message of this class does.
///
/// @param value printable ASCII without spaces, so that it fits into a header
public record AccessToken(String value) {
    public AccessToken {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "a token has printable ASCII characters without spaces");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
