package io.jims.conversation.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.log.RunFailure;
import io.jims.conversation.run.ActiveRun;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.NoReplicas;
import io.jims.testing.SharedMemory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What other replicas are told of a run, and when.
class ReplicaChannelTest {
    private final SharedMemory.Replica replica = new SharedMemory().join();
    private final ReplicaChannel channel = new ReplicaChannel(ThreadId.create(), replica);
    private final UUID message = Uuid7.next();
    private final UUID streamed = Uuid7.next();

    @Test
    void progress_isToldOnlyOnceSomeoneAsked() {
        tellAll();
        assertThat(notes()).isEmpty();

        channel.open();
        tellAll();

        assertThat(notes())
                .containsExactly(
                        new RunNote.Status(message, "thinking"),
                        new RunNote.Piece(message, streamed, 3, "lo"),
                        new RunNote.Piece(message, streamed, 0, "Hel"),
                        new RunNote.Ended(message, true, null, ""));
    }

    @Test
    void failure_isToldWithItsReason() {
        channel.open();

        channel.ended(message, false, new RunFailure(message, ErrorCode.TIMEOUT, "too late"));

        assertThat(notes())
                .containsExactly(new RunNote.Ended(message, false, ErrorCode.TIMEOUT, "too late"));
    }

    @Test
    void runThatHasStreamedNothing_hasNothingToTellSoFar() {
        channel.open();

        channel.soFar(new ActiveRun(message, null, ""));

        assertThat(notes()).isEmpty();
    }

    @Test
    void askingAndStopping_areTold_whetherAnyoneAskedOrNot() {
        channel.ask();
        channel.stop();

        assertThat(channel.isShared()).isTrue();
        assertThat(notes()).containsExactly(new RunNote.Ask(), new RunNote.Stop());
    }

    @Test
    void serverThatHasItsStoreToItself_tellsNobody() {
        ReplicaChannel alone = new ReplicaChannel(ThreadId.create(), NoReplicas.INSTANCE);

        alone.open();
        alone.ask();

        assertThat(alone.isShared()).isFalse();
    }

    private void tellAll() {
        channel.status(message, "thinking");
        channel.piece(message, streamed, 3, "lo");
        channel.soFar(new ActiveRun(message, streamed, "Hel"));
        channel.ended(message, true, null);
    }

    private List<RunNote> notes() {
        return replica.told().stream().map(note -> RunNotes.read(note).orElseThrow()).toList();
    }
}
