package io.jims.widget;

import io.jims.core.ChatException;
import io.jims.core.MessageOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How many messages of visitors there were since the start, by what became of them. Safe for all
/// threads.
final class MessageCounts {
    private final Map<MessageOutcome, LongAdder> counts = new EnumMap<>(MessageOutcome.class);

    MessageCounts() {
        for (MessageOutcome outcome : MessageOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(MessageOutcome outcome) {
        adder(outcome).increment();
    }

    /// Counts a message that was not answered for this reason.
    void count(ChatException reason) {
        count(
                switch (reason.code()) {
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
                });
    }

    long get(MessageOutcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(MessageOutcome outcome) {
        LongAdder adder = counts.get(outcome);
        if (adder == null) {
            throw new IllegalArgumentException("not an outcome: " + outcome);
        }
        return adder;
    }
}
