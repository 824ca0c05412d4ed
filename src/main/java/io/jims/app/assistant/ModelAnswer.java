package io.jims.app.assistant;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.jims.app.assistant.stream.Aside;
import io.jims.app.assistant.stream.Ending;
import io.jims.app.assistant.tool.Reply;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.Trouble;
import org.jspecify.annotations.Nullable;

/// Hears one call of a model. For the thread of the [Exchange].
final class ModelAnswer implements StreamingChatResponseHandler, Aside {
    private final Reply reply;
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private final Thoughts thoughts = new Thoughts(this::say, this::thinkAloud);
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
    /// @param ending how the server said that it ended; null if it did not
    /// @throws ModelException if there is none
    Said get(@Nullable Ending ending) {
        if (failure != null) {
            throw failure instanceof ModelException known
                    ? known
                    : new ModelException(Trouble.UNREADABLE, "not understood: " + failure, failure);
        }
        ChatResponse whole = response;
        if (whole == null || ending == null) {
            throw new ModelException(Trouble.BROKEN_OFF, "the stream ended before the answer did");
        }
        thoughts.end();
        AiMessage message =
                AiMessage.builder()
                        .text(hasBegun() ? said.toString().strip() : null)
                        .toolExecutionRequests(whole.aiMessage().toolExecutionRequests())
                        .attributes(whole.aiMessage().attributes())
                        .build();
        return new Said(message, ending, whole.modelName(), whole.tokenUsage());
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

    /// LangChain4j goes on after an error, with more of them.
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
