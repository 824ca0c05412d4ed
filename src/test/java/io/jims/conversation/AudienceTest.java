package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.widget.protocol.ServerFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final String STATUS = "{\"type\":\"status\",\"text\":\"thinking\"}";

    private final Audience audience = new Audience();
    private final Listener one = new Listener();
    private final Listener two = new Listener();

    @Test
    void everyFollower_isToldTheSame_untilItIsRemoved() {
        audience.add(one);
        audience.add(two);
        audience.tell(new ServerFrame.Status("thinking"));
        audience.remove(one);
        audience.tell(new ServerFrame.Status("thinking"));

        assertThat(one.told).containsExactly(STATUS);
        assertThat(two.told).containsExactly(STATUS, STATUS);
    }

    @Test
    void followerThatIsAddedTwice_isToldOnce() {
        audience.add(one);
        audience.add(one);
        audience.tell(new ServerFrame.Status("thinking"));

        assertThat(one.told).containsExactly(STATUS);
    }

    @Test
    void eventsThatShowNothing_areNotTold() {
        audience.add(one);
        audience.tellOf(
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
        public void welcome(
                ChatThread thread,
                List<ServerFrame.Message> events,
                ServerFrame.@Nullable Active active) {
            told.add("welcome");
        }

        @Override
        public void tell(String frame) {
            told.add(frame);
        }
    }
}
