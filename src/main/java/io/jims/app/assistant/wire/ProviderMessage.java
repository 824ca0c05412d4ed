package io.jims.app.assistant.wire;

/// What a provider said, behind the words of an error.
public final class ProviderMessage {
    private static final int MAX_CHARACTERS = 300;

    private ProviderMessage() {}

    /// The provider's words in one line, as far as a log needs them.
    public static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "";
        }
        return ": "
                + (line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) + "…" : line);
    }
}
