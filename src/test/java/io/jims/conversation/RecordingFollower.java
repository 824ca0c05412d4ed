package io.jims.conversation;

import io.jims.conversation.notice.Broadcast;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.conversation.run.ActiveRun;
import io.jims.core.ThreadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps what it is told, as short words: `said Hello`, `piece Hel`, `ended`.
final class RecordingFollower implements Follower {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile @Nullable ThreadSnapshot welcome;

    @Override
    public void welcome(ThreadSnapshot snapshot) {
        welcome = snapshot;
    }

    @Override
    public void tell(Broadcast broadcast) {
        told.add(
                switch (broadcast.notice()) {
                    case Notice.Accepted accepted -> "accepted";
                    case Notice.Answered answered -> "answered";
                    case Notice.Message(ThreadEvent event) -> "said " + event.text("content");
                    case Notice.Status(String text) -> "status " + text;
                    case Notice.Piece(var message, String text) -> "piece " + text;
                    case Notice.Call call -> "called " + call.action().name();
                    case Notice.Rated(var message, var rating) -> "rated " + rating;
                    case Notice.Failed(var failure) ->
                            "failed " + failure.code() + " " + failure.text();
                    case Notice.HandedOff(var mode) -> "handed " + mode;
                    case Notice.Typing(String author) -> "typing " + author;
                    case Notice.Ended(var message, boolean stopped) ->
                            stopped ? "stopped" : "ended";
                });
    }

    /// What it was welcomed with.
    ThreadSnapshot welcome() {
        ThreadSnapshot snapshot = welcome;
        if (snapshot == null) {
            throw new AssertionError("not welcomed");
        }
        return snapshot;
    }

    /// The run that it was welcomed with.
    ActiveRun active() {
        return Objects.requireNonNull(welcome().active(), "welcomed without a run");
    }

    /// Waits for this, and gives all that was told up to it.
    List<String> until(String last) throws InterruptedException {
        List<String> all = new ArrayList<>();
        while (true) {
            String next = told.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("never told " + last + ", only " + all);
            }
            all.add(next);
            if (next.equals(last)) {
                return all;
            }
        }
    }

    /// What has been told since.
    List<String> soFar() {
        List<String> all = new ArrayList<>();
        told.drainTo(all);
        return all;
    }
}
