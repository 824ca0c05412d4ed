package io.jims.app.remote;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Forwards a visitor's message to a jims-api service, and its answer to the visitor. The id of the
/// service's thread is kept as a state of our thread. Safe for all threads.
final class RemotePipeline implements Pipeline {
    /// The state that holds the service's thread.
    static final String STATE = "jims_api";

    private static final System.Logger LOG = System.getLogger(RemotePipeline.class.getName());
    private static final String THREAD = "thread_id";

    private final ServiceUrl url;
    private final ServiceClient client;

    RemotePipeline(ServiceUrl url, ServiceClient client) {
        this.url = url;
        this.client = client;
    }

    @Override
    public void run(ThreadContext context) throws ServiceException, InterruptedException {
        long start = System.nanoTime();
        try {
            answer(context);
        } catch (ServiceException e) {
            LOG.log(WARNING, "{0}, thread {1}: {2}", url, context.threadId(), e.advice());
            if (e.isTheApps()) {
                throw e;
            }
            throw new ChatException(ErrorCode.PIPELINE, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            LOG.log(
                    INFO,
                    "{0}, thread {1}: given up after {2} ms; the visitor stopped the answer, or it"
                            + " took too long (--pipeline-timeout)",
                    url,
                    context.threadId(),
                    String.valueOf(Duration.ofNanos(System.nanoTime() - start).toMillis()));
            throw e;
        }
    }

    private void answer(ThreadContext context) throws ServiceException, InterruptedException {
        UUID known = remembered(context);
        Question question = Question.of(context, known);
        Optional<ServiceAnswer> answer =
                client.ask(question, context::reportStatus, context.span());
        if (answer.isEmpty() && known != null) {
            LOG.log(
                    WARNING,
                    "{0}, thread {1}: its thread {2} is gone; a new one is begun there, which"
                            + " knows nothing of what was said before",
                    url,
                    context.threadId(),
                    new ThreadId(known));
            answer = client.ask(question.inNewThread(), context::reportStatus, context.span());
        }
        if (answer.isEmpty()) {
            throw ServiceException.garbage("it misses a thread that it was not asked for", null);
        }
        UUID thread = answer.get().thread();
        if (!thread.equals(known)) {
            context.setState(STATE, Map.of(THREAD, thread.toString()));
        }
        answer.get().sendTo(context);
    }

    private static @Nullable UUID remembered(ThreadContext context) {
        return context.state(STATE)
                .flatMap(state -> Uuid7.parse(String.valueOf(state.get(THREAD))))
                .orElse(null);
    }
}
