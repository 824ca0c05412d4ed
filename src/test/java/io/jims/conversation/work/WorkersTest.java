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

    @Test
    void drain_isOver_onlyWhenTheLastWorkIs() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        workers.start(begun::countDown);
        workers.start(() -> awaitUninterrupted(mayEnd));
        begun.await();

        Thread draining = Thread.startVirtualThread(() -> drain(LONG));
        Await.until("that it waits", () -> draining.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        draining.join();

        assertThat(workers.draining()).isTrue();
    }

    @Test
    void secondDrain_afterOneThatGaveUp_interruptsWhatIsLeft_too() throws Exception {
        CountDownLatch interrupts = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        workers.start(() -> {
            begun.countDown();
            while (mayEnd.getCount() > 0) {
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    interrupts.countDown();
                }
            }
        });
        begun.await();

        Thread first = Thread.startVirtualThread(() -> drain(Duration.ZERO));
        Await.until("an interrupt", () -> interrupts.getCount() == 1);
        Thread second = Thread.startVirtualThread(() -> drain(Duration.ZERO));
        interrupts.await();
        mayEnd.countDown();

        first.join();
        second.join();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void drain(Duration limit) {
        try {
            workers.drain(limit);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
