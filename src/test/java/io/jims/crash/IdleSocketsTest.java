package io.jims.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.Databases;
import io.jims.testing.FreePort;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An open socket in whose thread nothing happens costs the server none of its history.
///
/// `-Didle.sockets=2000` takes more of them.
@Timeout(300)
class IdleSocketsTest {
    private static final int EVENTS_A_THREAD = 10;
    private static final int CHARACTERS_AN_EVENT = 100_000;

    /// All their threads together are twice the server's heap.
    private static final int SOCKETS =
            Integer.getInteger("idle.sockets", 2 * ServerChild.HEAP_MEGABYTES);

    @TempDir Path directory;

    @Test
    void manyIdleSockets_onHeavyThreads_holdNothingOfThem_andAreAnswered() throws Exception {
        int port = FreePort.any();
        List<String> flags = List.of("--sockets-per-address=off", "--ping-interval=1h");
        List<JimsClient> clients = new ArrayList<>();
        try (ServerChild server = ServerChild.start(directory, port, flags)) {
            server.awaitHealthy();
            fillThreads(ServerChild.database(directory));
            for (int i = 0; i < SOCKETS; i++) {
                clients.add(follow(port, i));
            }

            for (int i : List.of(0, SOCKETS - 1)) {
                clients.get(i).message("Are you there, " + i + "?");
                assertThat(clients.get(i).readAnswer())
                        .isEqualTo(NumberedApp.answerTo("Are you there, " + i + "?"));
            }
            server.stop();
        } finally {
            for (JimsClient client : clients) {
                client.close();
            }
        }
    }

    private static JimsClient follow(int port, int number) throws IOException {
        JimsClient client = JimsClient.connect(port);
        client.hello("\"thread_id\":\"" + thread(number) + "\"");
        RawSocket socket = client.socket();
        assertThat(socket.readText())
                .startsWith("{\"type\":\"welcome\"")
                .hasSizeGreaterThan(EVENTS_A_THREAD * CHARACTERS_AN_EVENT);
        return client;
    }

    private static UUID thread(int number) {
        return new UUID(0, number);
    }

    private static void fillThreads(Path database) throws SQLException {
        String numbers =
                """
                WITH RECURSIVE thread(number) AS
                    (SELECT 0 UNION ALL SELECT number + 1 FROM thread WHERE number < %d)
                """
                        .formatted(SOCKETS - 1);
        Databases.execute(
                database,
                numbers
                        + """
                        INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
                        SELECT printf('%032x', number), 'ann', '2026-01-01 00:00:00.000000', '{}'
                        FROM thread
                        """);
        Databases.execute(
                database,
                numbers.stripTrailing()
                        + """
                        , event(number) AS
                            (SELECT 1 UNION ALL SELECT number + 1 FROM event WHERE number < %d)
                        INSERT INTO thread_events
                            (thread_id, event_id, created_at, event_type, event_data)
                        SELECT printf('%%032x', thread.number), printf('%%032x', event.number),
                            printf('2026-01-01 00:00:%%02d.000000', event.number),
                            'comm.assistant_message',
                            json_object('role', 'assistant', 'content', printf('%%.%dc', 'x'))
                        FROM thread, event
                        """
                                .formatted(EVENTS_A_THREAD, CHARACTERS_AN_EVENT));
    }
}
