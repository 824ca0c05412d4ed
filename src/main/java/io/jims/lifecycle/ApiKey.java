package io.jims.lifecycle;

/// What Grist wants to see before it answers. A secret: `toString` does not show it, and no message
/// of this class does.
///
/// @param value printable ASCII without spaces, so that it fits into a header
public record ApiKey(String value) {
    public ApiKey {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "an API key has printable ASCII characters without spaces");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
