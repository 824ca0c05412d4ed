package io.jims.conversation.pending;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.budget.Payer;
import io.jims.conversation.log.UserMessage;
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

    @Test
    void messageThatIsStoppedBeforeItsRunStarts_hasNoRunUnderWay() {
        PendingMessage message = PendingMessage.owed(Events.user("Hello"), Span.NONE);

        assertThat(message.stopRun()).isFalse();
        assertThat(message.isRetry()).isTrue();
    }

    @Test
    void call_isThatOfTheRunThatMadeIt() {
        PendingMessage message = PendingMessage.owed(Events.user("Hello"), Span.NONE);
        UUID call = Uuid7.next();

        assertThat(message.called(call)).isFalse();
        message.hasCalled(call);
        assertThat(message.called(call)).isTrue();
        assertThat(message.called(Uuid7.next())).isFalse();
    }

    @Test
    void messageOfAClientThatIsNotKnownAnyMore_isPaidByTheThreadsOwner() {
        PendingMessage message = PendingMessage.owed(Events.user("Hello"), Span.NONE);

        assertThat(message.payer("ann")).isEqualTo(new Payer("ann", null, false));
    }

    @Test
    void newMessage_isNoRetry() {
        ThreadEvent event = Events.user("Hello");
        UserMessage sent = UserMessage.of("Hello");

        PendingMessage message = new PendingMessage(sent, event, false, Span.NONE, null);

        assertThat(message.isRetry()).isFalse();
        assertThat(message.isOwed()).isFalse();
        assertThat(message.id()).isEqualTo(sent.id());
    }
}
