package io.jims.conversation.pending;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Events;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingMessageTest {
    @Test
    void owedMessage_isRetried_withTheTextTheLabelAndTheLanguageOfItsVisitor() {
        ThreadEvent click =
                new ThreadEvent(
                        Uuid7.next(),
                        Instant.now(),
                        "comm.user_button_click",
                        Map.of("role", "user", "content", "btn:yes", "label", "Yes"));

        PendingMessage message = PendingMessage.owed(click, "de", Span.NONE, null);

        assertThat(message.id()).isEqualTo(click.id());
        assertThat(message.event()).isSameAs(click);
        assertThat(message.message().text()).isEqualTo("btn:yes");
        assertThat(message.message().label()).isEqualTo("Yes");
        assertThat(message.message().language()).isEqualTo("de");
        assertThat(message.isOwed()).isTrue();
        assertThat(message.isRetry()).isTrue();
        assertThat(message.work()).isSameAs(Span.NONE);
    }

    @Test
    void pieces_areOneMessageEach_andItsRunStreamsAllOfThem() {
        PendingMessage message = PendingMessage.owed(Events.user("Hello"), Span.NONE);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();

        assertThat(message.addPiece(first, "Hel")).isZero();
        assertThat(message.addPiece(first, "lo")).isEqualTo(3);
        assertThat(message.toActiveRun().text()).isEqualTo("Hello");
        assertThat(message.addPiece(second, "Bye")).isZero();

        assertThat(message.toActiveRun().message()).isEqualTo(message.id());
        assertThat(message.toActiveRun().streamed()).isEqualTo(second);
        assertThat(message.toActiveRun().text()).isEqualTo("Bye");
        assertThat(message.streams(first)).isTrue();
        assertThat(message.streams(second)).isTrue();
        assertThat(message.streams(message.id())).isFalse();
    }
}
