package io.jims.conversation.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Workers workers = new Workers();
    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void drain_withoutWork_isOver_andNothingNewMayBegin() throws Exception {
        assertThat(workers.draining()).isFalse();

        workers.drain(LONG);

        assertThat(workers.draining()).isTrue();
    }

    @Test
    void drain_waitsForTheWorkUnderWay() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        workers.start(() -> {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            ended.set(true);
        });
        begun.await();

        Thread draining = Thread.startVirtualThread(() -> drain(LONG));
        Await.until("the drain", workers::draining);
        Await.until("that it waits", () -> draining.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended).isFalse();
        mayEnd.countDown();
        draining.join();

        assertThat(ended).isTrue();
        assertThat(interrupted).isFalse();
    }

    @Test
    void workThatLastsTooLong_isInterrupted() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        workers.start(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        begun.await();

        workers.drain(Duration.ZERO);

        assertThat(interrupted).isTrue();
    }

    @Test
    void workThatFails_isOver_too() throws Exception {
        workers.start(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            begun.countDown();
            throw new IllegalStateException("a defect");
        });
        begun.await();

        workers.drain(LONG);
    }

    private void drain(Duration limit) {
        try {
            workers.drain(limit);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
