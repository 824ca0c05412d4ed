package io.jims.widget.session;

import io.jims.conversation.work.Mailbox;
import io.jims.conversation.work.Workers;
import io.jims.widget.socket.TextSocket;

/// What waits to be written to one client: bounded, and written on a thread of its own, so that
/// nobody waits for a client that reads slowly. One that falls too far behind is cut off, and
/// catches up when it connects again. Safe for all threads.
final class Outbox {
    private static final int WAITING_CHARACTERS = 1 << 20;

    private final TextSocket socket;
    private final Mailbox<String> frames;

    Outbox(TextSocket socket, Workers workers) {
        this.socket = socket;
        this.frames =
                new Mailbox<>(
                        WAITING_CHARACTERS, Outbox::weight, workers::start, socket::send, () -> {});
    }

    /// Never waits.
    void send(String frame) {
        if (!frames.offer(frame)) {
            socket.abort();
        }
    }

    /// Takes no more; what waits is still written.
    void close() {
        frames.close();
    }

    /// A very long answer leaves room for the frames right behind it: its client has fallen behind
    /// only when several wait.
    private static int weight(String frame) {
        return Math.min(frame.length(), WAITING_CHARACTERS / 4);
    }
}
