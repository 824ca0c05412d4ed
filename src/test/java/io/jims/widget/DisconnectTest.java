package io.jims.widget;

import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisconnectTest {
    /// How a client vanishes.
    enum Vanishing {
        FIN {
            @Override
            void of(RawSocket socket) throws Exception {
                socket.finish();
            }
        },
        RST {
            @Override
            void of(RawSocket socket) throws Exception {
                socket.reset();
            }
        };

        abstract void of(RawSocket socket) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void idleClientThatVanishes_isForgotten(Vanishing vanishing) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("Hello");
            socket.readText();
            assertThat(server.server().openSockets()).isEqualTo(1);
            assertThat(server.server().openConversations()).isEqualTo(1);

            vanishing.of(socket);

            assertNothingLeft(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void runOfAClientThatVanishes_goesOn_andItsAnswerIsStored(Vanishing vanishing)
            throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("one");
            socket.text("two");
            pipeline.awaitBegun();

            vanishing.of(socket);
            server.awaitNoSockets();
            assertThat(server.server().openConversations()).isEqualTo(1);

            pipeline.release(2);
            Await.until("conversation ended", () -> server.server().openConversations() == 0);
            assertThat(server.contents()).containsExactly("one", "Echo: one", "two", "Echo: two");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 20, 207})
    void clientThatVanishesInsideAFrame_isForgotten(int bytes) throws Exception {
        byte[] frame = RawSocket.maskedFrame(true, TEXT, "x".repeat(200).getBytes(UTF_8));
        for (Vanishing vanishing : Vanishing.values()) {
            try (TestServer server = TestServer.echo();
                    RawSocket socket = RawSocket.open(server.port(), "")) {
                Await.until("socket is open", () -> server.server().openSockets() == 1);
                socket.write(java.util.Arrays.copyOf(frame, bytes));

                vanishing.of(socket);

                assertNothingLeft(server);
                assertThat(server.store().threads()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientThatVanishesInsideAMessage_isForgotten(Vanishing vanishing) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            Await.until("socket is open", () -> server.server().openSockets() == 1);
            socket.frame(false, TEXT, "Hello".getBytes(UTF_8));

            vanishing.of(socket);

            assertNothingLeft(server);
        }
    }

    private static void assertNothingLeft(TestServer server) throws Exception {
        server.awaitNoSockets();
        Await.until("no conversation", () -> server.server().openConversations() == 0);
    }
}
