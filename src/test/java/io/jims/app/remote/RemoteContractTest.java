package io.jims.app.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.AppContract;
import io.jims.core.JimsApp;
import io.jims.core.secret.Secret;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real jims-api on loopback.
class RemoteContractTest extends AppContract {
    @TempDir private static Path directory;
    private static @Nullable JimsApiProcess service;

    @BeforeAll
    static void startService() throws Exception {
        service = JimsApiProcess.start(directory);
    }

    @AfterAll
    static void stopService() {
        if (service != null) {
            service.close();
        }
    }

    @Override
    protected JimsApp app() {
        return open(JimsApiProcess.TOKEN).app().withCommands(Set.of("/known")); // by --app-commands
    }

    @Override
    protected Map<Ability, String> lacking() {
        return Map.of(
                Ability.OUR_HISTORY,
                "jims-api keeps a thread of its own",
                Ability.VALUES,
                "jims-api sends an empty object instead",
                Ability.STREAM,
                "jims-api sends whole messages",
                Ability.CONVERSATION_START,
                "jims-api runs it before a thread's first message, and sends nobody what it says");
    }

    @Test
    void startCheck_saysWhetherTheServiceWouldAnswer() throws Exception {
        try (CapturedLog log = new CapturedLog(RemoteApp.class)) {
            open(JimsApiProcess.TOKEN);
            awaitLine(log, "INFO " + url() + " answers");

            open("wrong");
            awaitLine(
                    log,
                    "WARNING "
                            + url()
                            + " would not answer a visitor: it answered 401; check --app-token");
        }
    }

    @Test
    void remoteThread_isRemembered_andAnUnknownOneReplaced() throws Exception {
        Conversation conversation = begin();
        conversation.say("say one");
        conversation.say("say two");
        assertThat(stored(conversation, "state.set.jims_api")).hasSize(1);

        Conversation resumed =
                resumeWith(conversation, "jims_api", "thread_id", UUID.randomUUID().toString());

        assertThat(resumed.answerTo("say three")).isEqualTo("three");
        assertThat(stored(conversation, "state.set.jims_api")).hasSize(3);
    }

    @Test
    void remoteThread_ofAFirstMessageThatFailed_isFoundAgain() throws Exception {
        Conversation conversation = begin();
        assertThatThrownBy(() -> conversation.say("fail first")).hasMessage("first");

        assertThat(conversation.answerTo("count-history")).isEqualTo("2");
    }

    private static void awaitLine(CapturedLog log, String line) throws Exception {
        Await.until(line, () -> log.lines().contains(line));
    }

    private static RemoteApp open(String token) {
        return RemoteApp.open(
                url(),
                new RemoteSettings(new Secret(token), Duration.ofSeconds(10), 4 * 1024 * 1024));
    }

    private static String url() {
        if (service == null) {
            throw new IllegalStateException("not started");
        }
        return service.url();
    }
}
