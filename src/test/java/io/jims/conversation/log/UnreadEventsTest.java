package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the events of a run are read, which may never ask for them.
@Timeout(60)
class UnreadEventsTest {
    private final ThreadEvent before = Events.assistant("Hi");
    private final ThreadEvent message = Events.user("Hello");
    private final List<ThreadEvent> stored = List.of(before, message);
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void messageThatIsAnswered_isKnown_andNothingIsRead() {
        List<ThreadEvent> events = unread();

        assertThat(events.getLast()).isSameAs(message);
        assertThat(events.isEmpty()).isFalse();
        assertThat(reads).hasValue(0);
    }

    @Test
    void otherEvents_areReadOnce_whicheverIsAskedForFirst() {
        List<ThreadEvent> events = unread();

        assertThat(events.get(0)).isSameAs(before);
        assertThat(events.size()).isEqualTo(2);
        assertThat(events).isEqualTo(stored);
        assertThat(reads).hasValue(1);
    }

    @Test
    void storeThatCannotBeRead_isAskedAgain() {
        List<ThreadEvent> events =
                new UnreadEvents(
                        message,
                        () -> {
                            if (reads.incrementAndGet() == 1) {
                                throw new StoreException("told to be away");
                            }
                            return stored;
                        });

        assertThatThrownBy(events::size).isInstanceOf(StoreException.class);
        assertThat(events.size()).isEqualTo(2);
        assertThat(reads).hasValue(2);
    }

    @Test
    void manyThreads_readThemOnce() throws Exception {
        List<ThreadEvent> events = unread();
        CountDownLatch all = new CountDownLatch(8);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger sizes = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            threads.add(
                    Thread.startVirtualThread(() -> {
                        all.countDown();
                        sizes.addAndGet(events.size());
                    }));
        }
        all.await();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(sizes).hasValue(16);
        assertThat(reads).hasValue(1);
    }

    private List<ThreadEvent> unread() {
        return new UnreadEvents(
                message,
                () -> {
                    reads.incrementAndGet();
                    return stored;
                });
    }
}
