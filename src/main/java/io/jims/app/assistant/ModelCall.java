package io.jims.app.assistant;

import static java.lang.System.Logger.Level.WARNING;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.jims.app.assistant.stream.Exchange;
import io.jims.app.assistant.tool.Reply;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.core.LlmUsage;
import io.jims.core.Span;
import io.jims.core.ThreadContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Calls the model, with retries as long as it has not sent any text. For the run's thread.
final class ModelCall {
    private static final System.Logger LOG = System.getLogger(ModelCall.class.getName());
    private static final int ATTEMPTS = 3;

    /// The longest wait before a retry; above that, the visitor is asked to try again.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Models models;
    private final Duration backoff;
    private final ThreadContext context;
    private final Reply reply;

    /// @param backoff how long to wait before the second attempt, at least; four times as long
    ///   before the third
    ModelCall(Models models, Duration backoff, ThreadContext context, Reply reply) {
        this.models = models;
        this.backoff = backoff;
        this.context = context;
        this.reply = reply;
    }

    /// Streams the answer to the reply.
    ///
    /// @throws ModelException if there is no whole answer
    ModelReply send(ChatRequest request) throws InterruptedException {
        Duration wait = backoff;
        for (int attempt = 1; ; attempt++) {
            ModelAnswer answer = new ModelAnswer(reply);
            try {
                return send(request, answer);
            } catch (ModelException e) {
                Duration pause = pause(wait, e.retryAfter());
                if (answer.hasBegun()
                        || attempt == ATTEMPTS
                        || !e.trouble().isPassing()
                        || pause.compareTo(LONGEST_WAIT) > 0) {
                    throw e;
                }
                LOG.log(
                        WARNING,
                        "attempt {0} of {1} failed, trying again: {2}",
                        attempt,
                        ATTEMPTS,
                        describe(e));
                reply.report("The assistant is busy, trying again");
                Thread.sleep(pause);
                wait = wait.multipliedBy(4);
            }
        }
    }

    /// For the operator: what happened, and which setting changes it.
    String describe(ModelException e) {
        ModelName name = models.name();
        String detail = models.withoutKey(String.valueOf(e.getMessage()));
        return name
                + " at "
                + models.url()
                + ": "
                + e.trouble().forOperator(name.provider())
                + " ("
                + detail
                + ")";
    }

    private ModelReply send(ChatRequest request, ModelAnswer answer) throws InterruptedException {
        try (Span span = begin()) {
            try {
                return send(request, answer, span);
            } catch (RuntimeException | InterruptedException e) {
                span.fail(e);
                throw e;
            }
        }
    }

    /// As OpenTelemetry's conventions for generative AI have it.
    private Span begin() {
        ModelName name = models.name();
        return context.span()
                .child(Span.Kind.CLIENT, "chat " + name.name())
                .set("gen_ai.operation.name", "chat")
                .set("gen_ai.provider.name", name.provider().telemetryName())
                .set("gen_ai.request.model", name.name());
    }

    private static void describe(LlmUsage usage, Span span) {
        span.set("gen_ai.response.model", usage.model())
                .set("gen_ai.usage.input_tokens", usage.promptTokens())
                .set("gen_ai.usage.output_tokens", usage.completionTokens());
    }

    private ModelReply send(ChatRequest request, ModelAnswer answer, Span span)
            throws InterruptedException {
        Exchange exchange = models.exchange(answer);
        try {
            models.model(exchange).chat(request, answer);
            ModelReply said = answer.get(exchange.finishReason());
            LlmUsage usage = Usage.of(models.name(), request, said, answer.written());
            describe(usage, span);
            context.reportLlmCall(usage);
            return said;
        } catch (RuntimeException e) {
            boolean stopped = Thread.interrupted();
            if (stopped || exchange.hasReachedModel()) {
                context.reportLlmCall(Usage.ofUnfinished(models.name(), request, answer.written()));
            }
            if (stopped) {
                throw interrupted(e);
            }
            throw e instanceof ModelException known
                    ? known
                    : new ModelException(ModelFailure.UNREADABLE, "not understood: " + e, e);
        }
    }

    private static InterruptedException interrupted(RuntimeException cause) {
        InterruptedException interrupted = new InterruptedException("the run was ended");
        interrupted.initCause(cause);
        return interrupted;
    }

    /// What the provider asks for, else the backoff; a little more, so that not all come at once.
    private static Duration pause(Duration backoff, @Nullable Duration retryAfter) {
        Duration pause = retryAfter == null ? backoff : retryAfter;
        long spread = Math.max(1, pause.toMillis() / 4);
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(spread));
    }
}
