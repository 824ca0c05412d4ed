package io.jims.conversation.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pause_isOver_onceItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Backoff().pause()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void pauses_double_upToTheLongest() {
        assertThat(millis(new Backoff(), 8))
                .containsExactly(
                        1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void pausesBetweenClaims_areShort() {
        assertThat(millis(Backoff.ofClaims(), 7))
                .containsExactly(20L, 40L, 80L, 160L, 320L, 500L, 500L);
    }

    private static List<Long> millis(Backoff backoff, int count) {
        return Stream.generate(backoff::next).limit(count).map(Duration::toMillis).toList();
    }
}
