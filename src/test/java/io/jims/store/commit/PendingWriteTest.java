package io.jims.store.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.store.StoreException;
import io.jims.store.sql.EncodedChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PendingWriteTest {
    private final PendingWrite write = new PendingWrite(EncodedChange.NONE);

    @Test
    void await_settledWrite_returns() {
        write.take();
        write.settle(null);

        assertThatCode(write::await).doesNotThrowAnyException();
    }

    @Test
    void await_failedWrite_throwsTheReason() {
        write.take();
        write.settle(new StoreException("the disk is full"));

        assertThatThrownBy(write::await)
                .isInstanceOf(StoreException.class)
                .hasMessage("the disk is full");
    }

    @Test
    void await_interruptedBeforeItWasTaken_takesItOutOfTheQueue() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(write::await).hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(write.take()).isFalse();
    }

    @Test
    void await_interruptedAfterItWasTaken_waitsForTheOutcome() {
        write.take();
        Thread caller = Thread.currentThread();
        Thread writer =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            while (caller.isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            write.settle(null);
                        });
        caller.interrupt();
        writer.start();

        write.await();

        assertThat(Thread.interrupted()).isTrue();
    }
}
