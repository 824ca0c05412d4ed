package io.jims.app.assistant.stream;

/// Receives what a stream contains besides the answer's text. For the thread of the [Exchange].
public interface StreamListener {
    /// The model's reasoning, which is paid for and not shown.
    void think(String piece);

    /// The model wrote arguments for a tool.
    void writeArguments(String piece);

    /// The provider names where it found something.
    ///
    /// @param url as the provider sent it
    void cite(String title, String url);
}
