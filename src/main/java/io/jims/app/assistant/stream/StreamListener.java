package io.jims.app.assistant.stream;

/// Hears what a stream holds beside the words for the visitor. For the thread of the [Exchange].
public interface StreamListener {
    /// The model thinks; its thoughts are paid for and shown to nobody.
    void think(String piece);

    /// The model wrote arguments for a tool.
    void writeArguments(String piece);

    /// The provider names where it found something.
    ///
    /// @param url as the provider sent it
    void cite(String title, String url);
}
