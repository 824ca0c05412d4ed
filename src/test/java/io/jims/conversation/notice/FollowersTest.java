package io.jims.conversation.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.widget.protocol.NoticeFrames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowersTest {
    private static final String STATUS = "{\"type\":\"status\",\"text\":\"thinking\"}";

    private final Followers followers = new Followers();
    private final Listener one = new Listener();
    private final Listener two = new Listener();

    @Test
    void everyFollower_isToldTheSame_untilItIsRemoved() {
        followers.add(one);
        followers.add(two);
        followers.tell(new Notice.Status("thinking"));
        followers.remove(one);
        followers.tell(new Notice.Status("thinking"));

        assertThat(one.told).containsExactly(STATUS);
        assertThat(two.told).containsExactly(STATUS, STATUS);
    }

    @Test
    void followerThatIsAddedTwice_isToldOnce() {
        followers.add(one);
        followers.add(one);
        followers.tell(new Notice.Status("thinking"));

        assertThat(one.told).containsExactly(STATUS);
    }

    @Test
    void eventsThatShowNothing_areNotTold() {
        followers.add(one);
        followers.tellMessages(
                List.of(
                        event("state.set.a", Map.of("role", "user", "content", "hidden")),
                        event("comm.user_message", Map.of("role", "user", "content", "shown"))));

        assertThat(one.told).hasSize(1);
        assertThat(one.told.getFirst()).contains("shown");
    }

    private static ThreadEvent event(String type, Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.EPOCH, type, Map.copyOf(data));
    }

    private static final class Listener implements Follower {
        private final List<String> told = new ArrayList<>();

        @Override
        public void welcome(ThreadSnapshot snapshot) {
            told.add("welcome");
        }

        @Override
        public void tell(Broadcast broadcast) {
            told.addAll(broadcast.frames(NoticeFrames.ENCODER));
        }
    }
}
