package io.jims.app.assistant;

import static java.lang.System.Logger.Level.WARNING;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.jims.app.assistant.stream.FinishReason;
import io.jims.app.assistant.tool.Reply;
import io.jims.app.assistant.tool.Toolbox;
import io.jims.app.assistant.tool.Tools;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.time.Duration;
import java.util.List;

/// Answers with a language model: streams its text, and calls the tools that it requests. Safe for
/// all threads.
public final class AssistantPipeline implements Pipeline {
    /// How often a model may call tools for one answer before it is stopped.
    public static final int MAX_TOOL_ROUNDS = 10;

    private static final System.Logger LOG = System.getLogger(AssistantPipeline.class.getName());
    private static final String BROKEN_OFF = "The answer broke off here. Please ask again.";
    private static final String CUT = "The answer was cut off here: it became too long.";

    private final Models models;
    private final AssistantSettings settings;
    private final Toolbox toolbox;
    private final Duration backoff;

    AssistantPipeline(
            Models models, AssistantSettings settings, Toolbox toolbox, Duration backoff) {
        this.models = models;
        this.settings = settings;
        this.toolbox = toolbox;
        this.backoff = backoff;
    }

    /// What was said before a failure is kept, with a note.
    @Override
    public void run(ThreadContext context) throws InterruptedException {
        Reply reply = new Reply(context);
        ModelCall call = new ModelCall(models, backoff, context, reply);
        try {
            answer(context, call, reply);
        } catch (ModelException e) {
            String reason = call.describe(e);
            LOG.log(WARNING, "{0}", reason);
            if (reply.isBlank()) {
                throw new ChatException(
                        ErrorCode.PIPELINE,
                        e.trouble().forVisitor(),
                        new IllegalStateException(reason));
            }
            reply.note(BROKEN_OFF);
        }
    }

    private void answer(ThreadContext context, ModelCall call, Reply reply)
            throws InterruptedException {
        List<io.jims.core.ChatMessage> history = context.context(settings.historyLength());
        List<ChatMessage> messages =
                Prompt.of(
                        settings.systemPrompt(),
                        history,
                        Pictures.in(context, history.size(), settings.pictures()));
        Tools tools = toolbox.open(context);
        for (int round = 0; round <= MAX_TOOL_ROUNDS; round++) {
            reply.think();
            ModelReply said = call.send(request(messages, tools));
            if (!said.message().hasToolExecutionRequests()) {
                finish(said.finishReason(), reply);
                return;
            }
            messages.add(said.message());
            for (ToolExecutionRequest request : said.message().toolExecutionRequests()) {
                messages.add(ToolExecutionResultMessage.from(request, tools.call(request, reply)));
            }
            reply.endParagraph();
        }
        throw new ModelException(ModelFailure.TOO_MANY_STEPS, MAX_TOOL_ROUNDS + " rounds of tools");
    }

    private static ChatRequest request(List<ChatMessage> messages, Tools tools) {
        return ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tools.specifications())
                .build();
    }

    private static void finish(FinishReason finishReason, Reply reply) {
        if (reply.isBlank()) {
            throw new ModelException(
                    finishReason == FinishReason.REFUSED
                            ? ModelFailure.REFUSED
                            : ModelFailure.EMPTY,
                    "it ended with " + finishReason);
        }
        switch (finishReason) {
            case WHOLE -> {}
            case TOO_LONG -> reply.note(CUT);
            case REFUSED -> reply.note(ModelFailure.REFUSED.forVisitor());
        }
    }
}
