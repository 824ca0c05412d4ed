package io.jims.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.Await;
import io.jims.testing.FreePort;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Holds two servers on one PostgreSQL to the promise of [ServerCrashTest], with visitors who come
/// back to either of them.
///
/// `-Dcrash.seed=…` repeats the choices of a run.
@Timeout(240)
class ReplicaCrashTest {
    private static final int KILLS = 4;

    /// At once.
    private static final int VISITORS = 4;

    private static final int MOST_FRAMES_A_LIFE = 300;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OWED = 30;
    private static final String UNANSWERED = "SELECT count(*) FROM jims_widget_unanswered";

    @TempDir Path directory;

    private final Traffic traffic = new Traffic();

    @Test
    void serversKilledInTurn_andTheDatabase_everyAcknowledgedMessageIsAnsweredOnce()
            throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("kills of replicas with seed " + seed);
        Random random = new Random(seed);
        List<Integer> ports = List.of(FreePort.any(), FreePort.any());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<ServerChild> servers = new ArrayList<>();
        try (PostgresServer postgres = PostgresServer.start(directory)) {
            PostgresServer.Database database = postgres.createDatabase();
            for (int port : ports) {
                servers.add(ServerChild.startReplica(directory, port, database.url()));
            }
            for (ServerChild server : servers) {
                server.awaitHealthy();
            }
            List<Future<List<Visitor>>> visits = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                Random choices = new Random(random.nextLong());
                String name = "visitor " + i;
                visits.add(threads.submit(() -> visitors(name, ports, choices)));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                awaitTraffic(random.nextInt(MOST_FRAMES_A_LIFE), visits, servers);
                if (kill == KILLS / 2) {
                    postgres.crash();
                    postgres.startAgain();
                    awaitTraffic(1, visits, servers);
                }
                int killed = kill % servers.size();
                servers.get(killed).kill();
                awaitTraffic(random.nextInt(MOST_FRAMES_A_LIFE), visits, servers);
                servers.set(
                        killed,
                        ServerChild.startReplica(directory, ports.get(killed), database.url()));
                servers.get(killed).awaitHealthy();
            }
            traffic.end();
            List<Visitor> visitors = new ArrayList<>();
            for (Future<List<Visitor>> visit : visits) {
                visitors.addAll(visit.get());
            }
            try (StoredThreads stored = StoredThreads.open(database)) {
                int messages = AnsweredOnce.assertAll(visitors, stored);
                System.out.printf("%d messages in %d threads%n", messages, visitors.size());
            }
        } finally {
            traffic.end();
            threads.shutdownNow();
            servers.forEach(ServerChild::close);
        }
    }

    @Test
    void serverKilledWithAnswersOwed_otherGivesThemOnce_thoughNobodyIsThere() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        int port = FreePort.any();
        try (ServerChild killed = ServerChild.startReplica(directory, port, database.url());
                ServerChild other =
                        ServerChild.startReplica(directory, FreePort.any(), database.url())) {
            killed.awaitHealthy();
            other.awaitHealthy();
            List<JimsClient> clients = new ArrayList<>();
            for (int i = 0; i < OWED; i++) {
                clients.add(JimsClient.greeted(port, ""));
            }
            List<String> threads = new ArrayList<>();
            for (JimsClient client : clients) {
                client.message(Uuid7.next().toString(), "question");
            }
            for (JimsClient client : clients) {
                threads.add(client.readUntil("ack").path("thread_id").asText());
            }

            killed.kill();

            Await.until(
                    "everything is answered",
                    LIMIT,
                    () -> database.query(UNANSWERED).equals(List.of("0")));
            try (StoredThreads stored = StoredThreads.open(database)) {
                for (String thread : threads) {
                    assertThat(stored.said(thread))
                            .extracting(StoredThreads.Said::text)
                            .containsExactly("question", NumberedApp.answerTo("question"));
                }
            }
            for (JimsClient client : clients) {
                client.close();
            }
        }
    }

    /// One after the other, each with a thread of its own, until there is enough.
    private List<Visitor> visitors(String name, List<Integer> ports, Random random)
            throws IOException {
        List<Visitor> visitors = new ArrayList<>();
        while (!traffic.isEnough()) {
            String own = name + "." + visitors.size();
            Visitor visitor = new Visitor(own, ports, random, traffic);
            visitor.visit();
            visitors.add(visitor);
        }
        return visitors;
    }

    private void awaitTraffic(
            long frames, List<Future<List<Visitor>>> visits, List<ServerChild> servers)
            throws Exception {
        long target = traffic.frames() + frames;
        Await.until(
                frames + " more frames",
                LIMIT,
                () -> {
                    for (ServerChild server : servers) {
                        server.requireAlive();
                    }
                    for (Future<List<Visitor>> visit : visits) {
                        if (visit.isDone()) {
                            visit.get(); // says what went wrong
                        }
                    }
                    return traffic.frames() >= target;
                });
    }
}
