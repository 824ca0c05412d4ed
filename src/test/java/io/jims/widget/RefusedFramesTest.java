package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RefusedFramesTest {
    private static final int POLICY_VIOLATION = 1008;

    @Test
    void clientThatGoesOnWithRefusedFrames_isCutOff_inJimsV1() throws Exception {
        try (TestServer server = server();
                RawSocket socket = RawSocket.openJims(server.port())) {
            assertCutOff(socket, "no JSON");
        }
    }

    @Test
    void clientThatGoesOnWithRefusedFrames_isCutOff_inTheBasicProtocol() throws Exception {
        try (TestServer server = server();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            assertCutOff(socket, " ");
        }
    }

    @Test
    void aFewRefusals_areForgiven() throws Exception {
        try (TestServer server = server();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            for (int i = 0; i < 3; i++) {
                socket.text(" ");
                assertThat(socket.readText()).isEqualTo("{\"error\":\"Empty message\"}");
            }
            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    private static void assertCutOff(RawSocket socket, String frame) throws Exception {
        for (int i = 0; i < 12; i++) {
            socket.text(frame);
        }
        RawSocket.Received received = socket.read();
        while (received.opCode() == RawSocket.TEXT) {
            received = socket.read();
        }
        assertThat(received.opCode()).isEqualTo(RawSocket.CLOSE);
        int code = (received.payload()[0] & 0xFF) << 8 | (received.payload()[1] & 0xFF);
        assertThat(code).isEqualTo(POLICY_VIOLATION);
    }

    private static TestServer server() {
        return TestServer.withQuotas(
                TestQuotas.refusals(3), 256, TestServer::echo, InstantSource.system());
    }
}
