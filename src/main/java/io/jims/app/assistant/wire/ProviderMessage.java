package io.jims.app.assistant.wire;

/// Quotes a provider's message in one of ours.
public final class ProviderMessage {
    private static final int MAX_CHARACTERS = 300;

    private ProviderMessage() {}

    /// The message in one line, cut to a length for logs.
    public static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "";
        }
        return ": "
                + (line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) + "…" : line);
    }
}
