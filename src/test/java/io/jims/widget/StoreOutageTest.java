package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.testing.CapturedLog;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The log and the clients' pace while the database is away.
class StoreOutageTest {
    private static final String JIMS_HELLO =
            "{\"type\":\"hello\",\"thread_id\":\"" + Uuid7.next() + "\"}";
    private static final int SOCKETS = 20;
    private static final int FRAMES = 3;

    @Test
    void outage_isTwoLines_howeverManyAsk_inBothProtocols() throws Exception {
        try (TestServer server = TestServer.echo();
                CapturedLog log = new CapturedLog("io.jims")) {
            server.store().failing(true);
            List<RawSocket> visitors = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                visitors.add(RawSocket.openJims(server.port()));
                visitors.add(RawSocket.open(server.port(), ""));
            }
            for (RawSocket visitor : visitors) {
                for (int i = 0; i < FRAMES; i++) {
                    visitor.text(JIMS_HELLO);
                }
            }
            for (RawSocket visitor : visitors) {
                for (int i = 0; i < FRAMES; i++) {
                    assertThat(visitor.readText()).contains("error");
                }
            }
            assertThat(troubles(log)).hasSize(1);

            server.store().failing(false);
            log.await("again; " + 2 * SOCKETS * FRAMES + " requests failed");
            assertThat(troubles(log)).hasSize(1);
            for (RawSocket visitor : visitors) {
                visitor.close();
            }
        }
    }

    @Test
    void clientWhoseWorkIsRefused_isSlowedLikeOthers() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient visitor = JimsClient.connect(server.port());
                RawSocket basic = RawSocket.open(server.port(), "")) {
            long reference = time(visitor.socket(), "no frame");

            server.store().failing(true);

            assertThat(time(visitor.socket(), JIMS_HELLO)).isGreaterThan(reference / 2);
            assertThat(time(basic, "hello")).isGreaterThan(reference / 2);
        }
    }

    private static long time(RawSocket socket, String frame) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < FRAMES + 1; i++) {
            socket.text(frame);
            assertThat(socket.readText()).contains("error");
        }
        return System.nanoTime() - start;
    }

    private static List<String> troubles(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("SEVERE") || line.startsWith("WARNING"))
                .toList();
    }
}
