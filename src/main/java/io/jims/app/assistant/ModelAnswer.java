package io.jims.app.assistant;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.jims.app.assistant.stream.FinishReason;
import io.jims.app.assistant.stream.StreamListener;
import io.jims.app.assistant.tool.Reply;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import org.jspecify.annotations.Nullable;

/// Receives the events of one model call. For the thread of the
/// [io.jims.app.assistant.stream.Exchange].
final class ModelAnswer implements StreamingChatResponseHandler, StreamListener {
    private final Reply reply;
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private final ThoughtSplitter thoughts = new ThoughtSplitter(this::say, this::thinkAloud);
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;

    ModelAnswer(Reply reply) {
        this.reply = reply;
    }

    /// Whether the visitor has got to read anything.
    boolean hasBegun() {
        return !said.toString().isBlank();
    }

    /// What the model has written so far, thoughts and arguments for tools among it: all of it is
    /// paid for.
    String written() {
        return written.toString();
    }

    /// The whole answer.
    ///
    /// @param finishReason how the server said that it ended; null if it did not
    /// @throws ModelException if there is none
    ModelReply get(@Nullable FinishReason finishReason) {
        if (failure != null) {
            throw failure instanceof ModelException known
                    ? known
                    : new ModelException(
                            ModelFailure.UNREADABLE, "not understood: " + failure, failure);
        }
        ChatResponse whole = response;
        if (whole == null || finishReason == null) {
            throw new ModelException(
                    ModelFailure.BROKEN_OFF, "the stream ended before the answer did");
        }
        thoughts.end();
        AiMessage message =
                AiMessage.builder()
                        .text(hasBegun() ? said.toString().strip() : null)
                        .toolExecutionRequests(whole.aiMessage().toolExecutionRequests())
                        .attributes(whole.aiMessage().attributes())
                        .build();
        return new ModelReply(message, finishReason, whole.modelName(), whole.tokenUsage());
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (failure != null) {
            context.streamingHandle().cancel();
            return;
        }
        written.append(piece.text());
        thoughts.take(piece.text());
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        response = whole;
    }

    /// LangChain4j continues after an error, and reports more of them.
    @Override
    public void onError(Throwable error) {
        if (failure == null) {
            failure = error;
        }
    }

    @Override
    public void think(String piece) {
        written.append(piece);
        reply.think();
    }

    @Override
    public void writeArguments(String piece) {
        written.append(piece);
    }

    @Override
    public void cite(String title, String url) {
        reply.cite(title, url);
    }

    /// Thoughts among the words, which were counted with them.
    private void thinkAloud(String piece) {
        if (!piece.isBlank()) {
            reply.think();
        }
    }

    private void say(String piece) {
        said.append(piece);
        reply.append(piece);
    }
}
