package io.jims.conversation;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.Figure;
import io.jims.observe.MessageOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How many messages of visitors there were since the start, by what became of them. Safe for all
/// threads; to count costs an array access and an addition.
public final class MessageCounts {
    private final Map<MessageOutcome, LongAdder> outcomes = adders(MessageOutcome.class);
    private final Map<ErrorCode, LongAdder> rejections = adders(ErrorCode.class);
    private final LongAdder reconnects = new LongAdder();

    public void count(MessageOutcome outcome) {
        adder(outcomes, outcome).increment();
    }

    /// Counts a message that was not answered for this reason.
    public void count(ChatException reason) {
        count(reason.code());
    }

    /// Counts a message, or another frame, that was not answered for this reason.
    public void count(ErrorCode reason) {
        MessageOutcome outcome = outcome(reason);
        count(outcome);
        if (outcome == MessageOutcome.REJECTED) {
            adder(rejections, reason).increment();
        }
    }

    /// Counts a client that goes on with a thread that it had before.
    public void countReconnect() {
        reconnects.increment();
    }

    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        outcomes.forEach((outcome, count) ->
                figures.add(
                        Figure.counter(
                                        "jims_widget_messages",
                                        "Messages of visitors, by what became of them",
                                        count::sum)
                                .with("outcome", outcome.label())));
        rejections.forEach((reason, count) -> {
            if (outcome(reason) == MessageOutcome.REJECTED) {
                figures.add(
                        Figure.counter(
                                        "jims_widget_rejected",
                                        "Messages and other frames that were rejected",
                                        count::sum)
                                .with("reason", reason.wireName()));
            }
        });
        figures.add(
                Figure.counter(
                        "jims_widget_reconnects",
                        "Clients that went on with a thread that they had before",
                        reconnects::sum));
        return figures;
    }

    private static MessageOutcome outcome(ErrorCode reason) {
        return switch (reason) {
            case TIMEOUT -> MessageOutcome.TIMEOUT;
            case PIPELINE -> MessageOutcome.FAILED;
            case EMPTY,
                    TOO_LONG,
                    BUSY,
                    RATE_LIMITED,
                    QUOTA,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    OVERLOADED,
                    BAD_FRAME,
                    SHUTTING_DOWN ->
                    MessageOutcome.REJECTED;
        };
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E constant) {
        LongAdder adder = adders.get(constant);
        if (adder == null) {
            throw new IllegalArgumentException("not counted: " + constant);
        }
        return adder;
    }
}
