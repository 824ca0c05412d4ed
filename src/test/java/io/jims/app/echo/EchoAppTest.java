package io.jims.app.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Conversation;
import org.junit.jupiter.api.Test;

class EchoAppTest {
    private final Conversation conversation = new Conversation(new EchoApp().create());

    @Test
    void message_isRepeated() throws InterruptedException {
        assertThat(conversation.answerTo("Hello")).isEqualTo("Echo: Hello");
        assertThat(conversation.answerTo("Grüße\n👋")).isEqualTo("Echo: Grüße\n👋");
    }

    @Test
    void clickAndStart_areRepeatedAsTheyCame() throws InterruptedException {
        assertThat(conversation.answerTo("btn:yes")).isEqualTo("Echo: btn:yes");
        assertThat(conversation.answerTo("/start")).isEqualTo("Echo: /start");
    }
}
