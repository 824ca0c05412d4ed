package io.jims.app.assistant;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import org.jspecify.annotations.Nullable;

/// Hears one call of a model. For the thread of the [Exchange].
final class Answer implements StreamingChatResponseHandler {
    private final Reply reply;
    private final StringBuilder written = new StringBuilder();
    private boolean begun;
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;

    Answer(Reply reply) {
        this.reply = reply;
    }

    /// Whether the model has said anything, to the visitor or to a tool.
    boolean hasBegun() {
        return begun;
    }

    /// What the model has written so far, arguments for tools among it.
    String written() {
        return written.toString();
    }

    /// The whole answer.
    ///
    /// @param endSeen whether the server said that it is whole; a model says so, too
    /// @throws ModelException if there is none
    ChatResponse get(boolean endSeen) {
        if (failure != null) {
            throw failure instanceof ModelException known
                    ? known
                    : new ModelException(Trouble.UNREADABLE, "not understood: " + failure, failure);
        }
        ChatResponse whole = response;
        if (whole == null || (whole.finishReason() == null && !endSeen)) {
            throw new ModelException(Trouble.BROKEN_OFF, "the stream ended before the answer did");
        }
        return whole;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (goesOn(context.streamingHandle())) {
            written.append(piece.text());
            reply.append(piece.text());
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        if (goesOn(context.streamingHandle())) {
            written.append(call.partialArguments());
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        response = whole;
    }

    /// LangChain4j goes on after an error, with more of them.
    @Override
    public void onError(Throwable error) {
        if (failure == null) {
            failure = error;
        }
    }

    private boolean goesOn(StreamingHandle stream) {
        begun = true;
        if (failure != null) {
            stream.cancel();
        }
        return failure == null;
    }
}
