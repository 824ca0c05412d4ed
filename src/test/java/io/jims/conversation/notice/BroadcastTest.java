package io.jims.conversation.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private final List<Notice> encoded = new ArrayList<>();
    private final Encoder encoder = new Encoder();

    @Test
    void notice_isEncodedOnce_forAllFollowers() {
        Followers followers = new Followers();
        List<String> told = new ArrayList<>();
        followers.add(follower(told));
        followers.add(follower(told));

        followers.tell(new Notice.Status("thinking"));

        assertThat(told).containsExactly("frame", "frame");
        assertThat(encoded).containsExactly(new Notice.Status("thinking"));
    }

    @Test
    void otherEncoder_makesItsOwnFrames() {
        Broadcast broadcast = new Broadcast(new Notice.Status("thinking"));

        assertThat(broadcast.frames(encoder)).containsExactly("frame");
        assertThat(broadcast.frames(notice -> List.of())).isEmpty();
        assertThat(broadcast.frames(encoder)).containsExactly("frame");
    }

    private Follower follower(List<String> told) {
        return new Follower() {
            @Override
            public void welcome(ThreadSnapshot snapshot) {}

            @Override
            public void tell(Broadcast broadcast) {
                told.addAll(broadcast.frames(encoder));
            }
        };
    }

    private final class Encoder implements Function<Notice, List<String>> {
        @Override
        public List<String> apply(Notice notice) {
            encoded.add(notice);
            return List.of("frame");
        }
    }
}
