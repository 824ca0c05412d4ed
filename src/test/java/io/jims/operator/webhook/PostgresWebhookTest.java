package io.jims.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.Await;
import io.jims.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresWebhookTest extends WebhookContract {
    @TempDir private Path directory;
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    String database() {
        return database.url();
    }

    @Test
    void ofSeveralReplicas_oneSends_andAnotherGoesOnWhenItEnds() throws Exception {
        EventFilter said = new EventFilter(List.of("comm.*"));
        List<String> all = new ArrayList<>();
        try (Webhook _ = startSecondBehindFirst(said, all)) {
            talk("of the second");
            awaitTaken(all.size() + 1);

            assertThat(receiver.taken())
                    .extracting(TestReceiver.Message::id)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void serverThatSends_isKilled_anotherTellsTheRest_inOrderByThread() throws Exception {
        receiver.answer(message -> receiver.taken().size() < 10 ? 200 : 503);
        List<ThreadId> threads = new ArrayList<>();
        List<String> said = List.of("1", "2", "3", "4", "5", "6");
        try (ServerProcess killed = startServer("killed");
                ServerProcess other = startServer("other")) {
            for (int i = 0; i < 5; i++) {
                threads.add(talk(said.subList(0, 4).toArray(String[]::new)));
            }
            awaitTaken(10);
            killed.signal("KILL");
            killed.awaitEnd();
            threads.forEach(thread -> say(thread, "5"));
            receiver.answer(message -> 200);
            database.execute("UPDATE jims_widget_webhook SET lease = 0"); // its time is over
            threads.forEach(thread -> say(thread, "6"));
            Await.until(
                    "all is told",
                    () -> threads.stream().allMatch(thread -> told(thread).size() == said.size()));

            assertThat(threads)
                    .allSatisfy(thread -> assertThat(told(thread)).containsExactlyElementsOf(said));
            assertThat(other.logged()).doesNotContain("ERROR");
        }
    }

    /// What was said in a thread, without what was told again.
    private List<String> told(ThreadId thread) {
        return receiver.saidIn(thread.value().toString()).stream().distinct().toList();
    }

    /// Returns when it sends, or stands by for the one that does.
    private ServerProcess startServer(String name) throws Exception {
        ServerProcess server =
                ServerProcess.start(
                        Files.createDirectories(directory.resolve(name)),
                        "--db=" + database.url(),
                        "--webhook=" + receiver.url(),
                        "--webhook-secret=" + SECRET.secret().text(),
                        "--webhook-events=comm.*",
                        "--webhook-private=true");
        Await.until(
                "there is a sender",
                () ->
                        !database.query("SELECT 1 FROM jims_widget_webhook WHERE sender <> ''")
                                .isEmpty());
        return server;
    }

    /// Returns when the first has ended.
    private Webhook startSecondBehindFirst(EventFilter said, List<String> all) throws Exception {
        Webhook second;
        try (Webhook _ = start(said)) {
            second = start(said);
            for (int i = 0; i < 30; i++) {
                all.add("message " + i);
                talk("message " + i);
            }
            awaitTaken(all.size());
            assertThat(receiver.attempts()).hasSize(all.size());
        }
        return second;
    }
}
