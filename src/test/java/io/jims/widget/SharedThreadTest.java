package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Pipeline;
import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedThreadTest {
    private static final int MESSAGES = 50;

    @Test
    void twoSocketsOnOneThread_takeTurns() throws Exception {
        AtomicInteger running = new AtomicInteger();
        Pipeline alone =
                context -> {
                    if (running.incrementAndGet() != 1) {
                        throw new IllegalStateException("two runs at once");
                    }
                    TestServer.echo(context);
                    running.decrementAndGet();
                };
        try (TestServer server = TestServer.of(alone);
                RawSocket first = RawSocket.open(server.port(), "")) {
            first.text("hello");
            assertThat(first.readText()).isEqualTo("{\"text\":\"Echo: hello\"}");
            String id = server.store().threads().getFirst().id().value().toString();
            try (RawSocket second = RawSocket.open(server.port(), "?thread_id=" + id)) {
                Thread other = Thread.startVirtualThread(() -> chat(second, "b"));
                chat(first, "a");
                other.join();
            }

            List<String> contents = server.contents();
            assertThat(server.store().threads()).hasSize(1);
            assertThat(contents).hasSize(2 + 4 * MESSAGES);
            for (int i = 0; i < contents.size(); i += 2) {
                assertThat(contents.get(i + 1)).isEqualTo("Echo: " + contents.get(i));
            }
        }
    }

    @Test
    void conversation_staysOpenUntilItsLastSocketHasGone() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket first = RawSocket.open(server.port(), "")) {
            first.text("hello");
            first.readText();
            String id = server.store().threads().getFirst().id().value().toString();
            try (RawSocket second = RawSocket.open(server.port(), "?thread_id=" + id)) {
                second.text("hello");
                second.readText();
                assertThat(server.server().openConversations()).isEqualTo(1);
            }
            Await.until("one socket is left", () -> server.server().openSockets() == 1);
            first.text("again");

            assertThat(first.readText()).isEqualTo("{\"text\":\"Echo: again\"}");
            assertThat(server.server().openConversations()).isEqualTo(1);
            first.finish();
            Await.until("none is left", () -> server.server().openConversations() == 0);
        }
    }

    @Test
    void socketsOfDifferentThreads_doNotWaitForEachOther() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Pipeline pipeline =
                context -> {
                    if (context.lastUserMessage().orElseThrow().equals("slow")) {
                        go.await();
                    }
                    TestServer.echo(context);
                };
        try (TestServer server = TestServer.of(pipeline);
                RawSocket slow = RawSocket.open(server.port(), "");
                RawSocket quick = RawSocket.open(server.port(), "")) {
            slow.text("slow");
            quick.text("quick");
            assertThat(quick.readText()).isEqualTo("{\"text\":\"Echo: quick\"}");

            go.countDown();
            assertThat(slow.readText()).isEqualTo("{\"text\":\"Echo: slow\"}");
        }
    }

    private static void chat(RawSocket socket, String name) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                socket.text(name + i);
                assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: " + name + i + "\"}");
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
