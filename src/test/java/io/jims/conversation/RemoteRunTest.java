package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.Admission;
import io.jims.admission.Quotas;
import io.jims.conversation.log.ThreadNews;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.testing.InMemoryThreadStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemoteRunTest {
    private final ThreadEvent one = Events.user("one");
    private final ThreadEvent two = Events.user("two");
    private final RemoteRun remote = new RemoteRun(messages(), true);

    @Test
    void stoppedAnswer_marksTheEndOfItsOwnMessageOnly() {
        ThreadEvent whole = Events.assistant("whole");

        assertThat(follow(one, two, stoppedAnswer(), whole))
                .containsExactly(
                        new Notice.Ended(one.id(), true), new Notice.Ended(two.id(), false));
        assertThat(follow(one, two, whole, stoppedAnswer()))
                .containsExactly(
                        new Notice.Ended(one.id(), false), new Notice.Ended(two.id(), true));
    }

    @Test
    void stoppedAnswer_behindAFailedRun_isNotThatOnes() {
        assertThat(follow(one, two, failure(one.id()), stoppedAnswer()))
                .containsExactly(
                        new Notice.Ended(one.id(), false), new Notice.Ended(two.id(), true));
    }

    private List<Notice> follow(ThreadEvent... events) {
        ThreadNews news = new ThreadNews(List.of(events), Set.of(one.id(), two.id()));
        return remote.follow(news, List.of(one.id(), two.id()));
    }

    private static ThreadEvent stoppedAnswer() {
        return new ThreadEvent(
                Uuid7.next(),
                Instant.now(),
                EventTypes.ASSISTANT_MESSAGE,
                Map.of("role", "assistant", "content", "ha", "stopped", true));
    }

    private static ThreadEvent failure(UUID message) {
        return new ThreadEvent(
                Uuid7.next(),
                Instant.now(),
                EventTypes.RUN_FAILED,
                Map.of("message_id", message.toString(), "code", "pipeline", "text", ""));
    }

    private static PendingMessages messages() {
        Admission admission =
                new Admission(Quotas.NONE, 16, new InMemoryThreadStore(), InstantSource.system());
        return new PendingMessages(new BacklogPlace(admission.backlog()), 8);
    }
}
