package io.jims.conversation.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.widget.protocol.NoticeFrames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @Test
    void pageThatOffersAnAction_isTheOneWhoDidSomethingLast() {
        Listener three = new Listener();
        one.actions = Set.of("fill");
        two.actions = Set.of("fill", "open");
        List.of(one, two, three).forEach(followers::add);
        assertThat(followers.offering("fill")).containsSame(two);
        assertThat(followers.offering("close")).isEmpty();

        followers.add(one);

        assertThat(followers.offering("fill")).containsSame(one);
        assertThat(followers.offering("open")).containsSame(two);
    }

    @Test
    void handoff_isToldLikeAMessage() {
        followers.add(one);

        followers.tellMessages(
                List.of(event(EventTypes.HANDOFF, Map.of("mode", "human", "by", "Ann"))));

        assertThat(one.told).singleElement().asString().contains("human");
    }

    @Test
    void whatWasFoundInTheStore_isToldWithItsFailuresAndRatings() {
        String answer = Uuid7.next().toString();
        followers.add(one);

        followers.tellStored(
                List.of(
                        event("comm.user_message", Map.of("role", "user", "content", "shown")),
                        event(
                                EventTypes.RUN_FAILED,
                                Map.of("message_id", answer, "code", "timeout", "text", "late")),
                        event(EventTypes.FEEDBACK, Map.of("event_id", answer, "rating", "up"))));

        assertThat(one.told).hasSize(3);
        assertThat(one.told.get(0)).contains("shown");
        assertThat(one.told.get(1)).contains("late");
        assertThat(one.told.get(2)).contains(answer).contains("up");
    }

    @Test
    void followers_areNone_onceEveryoneHasLeft() {
        assertThat(followers.isEmpty()).isTrue();
        followers.add(one);
        assertThat(followers.isEmpty()).isFalse();
        followers.remove(one);
        assertThat(followers.isEmpty()).isTrue();
    }

    private static ThreadEvent event(String type, Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.EPOCH, type, Map.copyOf(data));
    }

    private static final class Listener implements Follower {
        private final List<String> told = new ArrayList<>();
        private Set<String> actions = Set.of();

        @Override
        public Set<String> pageActions() {
            return actions;
        }

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
