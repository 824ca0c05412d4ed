package io.jims.server.doctor;

import io.jims.app.AppResolver;
import io.jims.app.LoadedApp;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.RunRequest;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.run.RunOutput;
import io.jims.observe.RunObserver;
import io.jims.server.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Whether the app loads and answers a test message, on a thread in memory. With a language model,
/// this is the only check of its key and address.
final class AppCheck {
    private static final String TRIAL = "Hello";
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private AppCheck() {}

    static Check of(Settings settings) {
        Duration load = settings.python().startTimeout();
        return new Check("app", () -> look(settings), load.plus(LONGEST_ANSWER).plusSeconds(5));
    }

    private static Finding look(Settings settings) throws InterruptedException {
        String guard = settings.guards().guard().text();
        try (AppResolver resolver = AppResolver.open(settings.apps());
                LoadedApp app = resolver.resolve(settings.app().text())) {
            resolver.guards(guard.isEmpty() ? null : guard);
            List<ThreadEvent> answer = ask(app, settings);
            return answer.stream().anyMatch(ThreadEvent::isCommunication)
                    ? Finding.ok(app.description() + ": answers a trial message")
                    : Finding.warning(
                            app.description()
                                    + ": sent nothing for the message '"
                                    + TRIAL
                                    + "'; visitors would read \"(no response)\"");
        }
    }

    private static List<ThreadEvent> ask(LoadedApp app, Settings settings)
            throws InterruptedException {
        Duration given = settings.pipelineTimeout();
        Duration timeout = given.compareTo(LONGEST_ANSWER) < 0 ? given : LONGEST_ANSWER;
        ThreadEvent message =
                ThreadEvent.create(
                        EventTypes.USER_MESSAGE, Map.of("role", "user", "content", TRIAL));
        RunRequest request =
                new RunRequest(
                        ChatThread.create("jims-widget-doctor", null),
                        List.of(message),
                        false,
                        null,
                        Span.NONE);
        return new PipelineExecutor(app.app(), timeout, 1, RunObserver.NONE)
                .start(request, RunOutput.NONE)
                .await();
    }
}
