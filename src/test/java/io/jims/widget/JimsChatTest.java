package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JimsChatTest {
    @Test
    void message_isAcknowledged_streamed_stored_andDone() throws Exception {
        try (TestServer server =
                        TestServer.of(context -> {
                            context.reportStatus("thinking");
                            context.stream("Hel");
                            context.stream("lo");
                        });
                JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            String id = client.message("Hi");

            assertThat(client.readTypes(8))
                    .containsExactly(
                            "welcome", "ack", "message", "status", "delta", "delta", "message",
                            "done");
            assertThat(server.contents()).containsExactly("Hi", "Hello");
            assertThat(id).isNotEmpty();
        }
    }
}
