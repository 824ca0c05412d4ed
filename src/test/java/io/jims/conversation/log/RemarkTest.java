package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Uuid7;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemarkTest {
    private static final UUID ANSWER = Uuid7.next();

    /// Ids of the same millisecond follow each other.
    @Test
    void id_isNoneOfTheEventsAroundIt() {
        for (int i = 0; i < 1_000; i++) {
            UUID rated = Uuid7.next();
            UUID remark = remark(rated, "", null).id();
            List<UUID> next = Stream.generate(Uuid7::next).limit(3).toList();

            assertThat(next).doesNotContain(remark);
            assertThat(remark).isNotEqualTo(rated);
            assertThat(remark.version()).isEqualTo(7);
            assertThat(remark.variant()).isEqualTo(2);
            assertThat(remark(rated, "", null).id()).isEqualTo(remark);
        }
    }

    @Test
    void comment_makesANewOne_unlessItIsKnown() {
        Remark empty = remark(Uuid7.next(), "", null);
        Remark noted = remark(Uuid7.next(), "Too long.", empty);

        assertThat(noted.note()).isEqualTo("Too long.");
        assertThat(Remark.on(down("Too long."), Uuid7.next(), noted)).isEmpty();
        assertThat(Remark.on(down(""), Uuid7.next(), noted)).isEmpty();
        assertThat(remark(Uuid7.next(), "Wrong.", noted).note()).isEqualTo("Wrong.");
        assertThat(Remark.on(new Feedback(ANSWER, Rating.UP, "Good."), Uuid7.next(), null))
                .isEmpty();
    }

    private static Remark remark(UUID rated, String comment, @Nullable Remark former) {
        return Remark.on(down(comment), rated, former).orElseThrow();
    }

    private static Feedback down(String comment) {
        return new Feedback(ANSWER, Rating.DOWN, comment);
    }
}
