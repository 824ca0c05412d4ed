package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that may have few files open, and clients that would take all of them.
class FileLimitTest {
    private static final int FILES = 400;

    /// More connections than all files that the process may have.
    private static final int CROWD = FILES + 100;

    @Test
    void crowdOnBothPorts_leavesFilesForTheDatabaseAndHealth(@TempDir Path directory)
            throws Exception {
        String limit = "--nofile=" + FILES + ":" + FILES;
        try (ServerProcess server =
                ServerProcess.startWithin(List.of("prlimit", limit), directory)) {
            assertThat(server.logged().lines())
                    .filteredOn(line -> line.contains("--max-sockets"))
                    .singleElement()
                    .asString()
                    .contains("WARNING", "does not fit", FILES + " files", "ulimit -n");

            List<RawSocket> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(RawSocket.tcp(server.port(), 0));
                crowd.add(RawSocket.tcp(server.metricsPort(), 0));
            }
            assertAllWorks(server);
            for (RawSocket one : crowd) {
                one.close();
            }
            assertAllWorks(server);
            assertThat(server.logged()).doesNotContain("ERROR");
        }
    }

    private static void assertAllWorks(ServerProcess server) throws Exception {
        Await.until("the page is served", () -> answers(server.port(), "/healthz"));
        Await.until("the server is ready", () -> answers(server.metricsPort(), "/health/ready"));
        try (JimsClient visitor = JimsClient.greeted(server.port(), "")) {
            visitor.message("hello");
            visitor.readUntil("done");
        }
    }

    private static boolean answers(int port, String path) {
        try (RawSocket socket = RawSocket.tcp(port, 0)) {
            return socket.request("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .startsWith("HTTP/1.1 200 ");
        } catch (IOException e) { // made room for another
            return false;
        }
    }
}
