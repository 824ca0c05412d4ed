package io.jims.conversation.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.admission.Admission;
import io.jims.admission.Quotas;
import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.observe.MetricName;
import io.jims.store.StoreException;
import io.jims.testing.InMemoryThreadStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which message is next, and how long the conversation holds its place in the backlog.
class PendingMessagesTest {
    private static final int MAX = 2;

    private final Admission admission =
            new Admission(Quotas.NONE, 16, new InMemoryThreadStore(), InstantSource.system());
    private final PendingMessages messages = new PendingMessages(admission.backlog(), MAX);

    @Test
    void messages_waitInTheirOrder_oneIsActive_untilItIsSettled() {
        PendingMessage one = add("one");
        PendingMessage two = add("two");
        assertThat(messages.next()).isSameAs(one);
        assertThat(messages.isEveryoneAnswered()).isFalse();
        assertThat(messages.waitingBeside(one)).containsExactly(two.event());

        messages.begin(one);

        assertThat(messages.active()).isSameAs(one);
        assertThat(messages.next()).isSameAs(two);
        assertThat(messages.isWaiting(one.id())).isFalse();
        assertThat(messages.contains(one.id())).isTrue();
        assertThat(messages.contains(UUID.randomUUID())).isFalse();

        messages.settle();

        assertThat(messages.active()).isNull();
        assertThat(messages.contains(one.id())).isFalse();
        assertThat(messages.contains(two.id())).isTrue();
    }

    @Test
    void runThatEndsUnsettled_leavesItsMessageOutOfTheQueue() {
        PendingMessage one = add("one");
        messages.begin(one);

        messages.end();

        assertThat(messages.active()).isNull();
        assertThat(messages.isEveryoneAnswered()).isTrue();
    }

    @Test
    void moreThanMayWait_isRefused_asBusy() {
        PendingMessage one = add("one");
        add("two");

        assertThatThrownBy(messages::enter)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));

        messages.begin(one);
        messages.enter();
    }

    @Test
    void conversation_hasOnePlace_howeverManyOfItsMessagesWait_untilTheLastIsSettled() {
        PendingMessage one = add("one");
        PendingMessage two = add("two");
        assertThat(places()).isEqualTo(1);

        messages.begin(one);
        messages.settle();
        assertThat(places()).isEqualTo(1);

        messages.begin(two);
        messages.settle();
        assertThat(places()).isZero();
    }

    @Test
    void placeOfAMessageThatIsNotTakenAfterAll_isFree_unlessOthersNeedIt() {
        messages.enter();
        messages.leaveUnlessNeeded();
        assertThat(places()).isZero();

        add("one");
        messages.enter();
        messages.leaveUnlessNeeded();
        assertThat(places()).isEqualTo(1);
    }

    @Test
    void answering_isBegunByOneAlone_andHoldsThePlaceUntilItEnds() {
        assertThat(messages.beginAnswering()).isTrue();
        assertThat(messages.beginAnswering()).isFalse();
        messages.leaveUnlessNeeded();
        assertThat(places()).isEqualTo(1);

        messages.endAnswering();

        assertThat(places()).isZero();
        assertThat(messages.beginAnswering()).isTrue();
    }

    @Test
    void threadThatWasReadAnew_letsWaitWhatIsOwed_inItsOrder_andGivesBackWhatIsNot() {
        PendingMessage answered = add("answered");
        ThreadEvent older = Events.user("older");
        PendingMessage kept = add("kept");
        ThreadEvent newer = Events.user("newer");

        List<UUID> gone =
                messages.replace(
                        Set.of(older.id(), kept.id(), newer.id()),
                        finder(answered.event(), older, kept.event(), newer),
                        event -> PendingMessage.owed(event, Span.NONE));

        assertThat(gone).containsExactly(answered.id());
        assertThat(messages.waitingBeside(answered)).containsExactly(older, kept.event(), newer);
        messages.begin(PendingMessage.owed(older, Span.NONE));
        assertThat(messages.isWaiting(kept.id())).isTrue();
    }

    @Test
    void activeMessage_isSuperseded_onceItIsOwedNoMore() {
        PendingMessage one = add("one");
        messages.begin(one);
        messages.replace(Set.of(one.id()), finder(one.event()), event -> one);
        assertThat(messages.isSuperseded(one)).isFalse();
        assertThat(messages.isEveryoneAnswered()).isTrue();

        messages.replace(Set.of(), finder(one.event()), event -> one);

        assertThat(messages.isSuperseded(one)).isTrue();
    }

    @Test
    void messageThatIsOwedNothing_isNeverSuperseded() {
        UserMessage text = UserMessage.of("one");
        PendingMessage message =
                new PendingMessage(text, Events.user("one"), false, Span.NONE, null);
        messages.begin(message);

        messages.replace(Set.of(), finder(), event -> message);

        assertThat(messages.isSuperseded(message)).isFalse();
    }

    @Test
    void replace_thatCannotFindAMessage_changesNothing() {
        PendingMessage one = add("one");
        Function<UUID, Optional<ThreadEvent>> failing =
                id -> {
                    throw new StoreException("told to fail");
                };

        assertThatThrownBy(() -> messages.replace(Set.of(Uuid7.next()), failing, event -> one))
                .isInstanceOf(StoreException.class);

        assertThat(messages.waiting()).containsExactly(one);
    }

    private static Function<UUID, Optional<ThreadEvent>> finder(ThreadEvent... events) {
        return id -> Stream.of(events).filter(event -> event.id().equals(id)).findFirst();
    }

    private PendingMessage add(String text) {
        messages.enter();
        PendingMessage message = PendingMessage.owed(Events.user(text), Span.NONE);
        messages.add(message);
        return message;
    }

    private long places() {
        return admission.metrics().stream()
                .filter(metric -> metric.name().equals(MetricName.BACKLOG))
                .mapToLong(metric -> metric.value().getAsLong())
                .sum();
    }
}
