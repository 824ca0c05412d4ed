package io.jims.widget.session;

import io.jims.conversation.notice.Broadcast;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.conversation.work.Workers;
import io.jims.widget.protocol.BasicProtocol;
import io.jims.widget.socket.TextSocket;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sends a client of the basic protocol what a person says, which answers none of its frames. Most
/// clients never hear of any: what that takes is made for the first.
final class PersonsWords implements Follower {
    private final TextSocket socket;
    private final Workers workers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Outbox outbox;
    private boolean closed;

    PersonsWords(TextSocket socket, Workers workers) {
        this.socket = socket;
        this.workers = workers;
    }

    @Override
    public void welcome(ThreadSnapshot snapshot) {}

    @Override
    public void tell(Broadcast broadcast) {
        if (broadcast.notice() instanceof Notice.Message(var event) && event.isFromPerson()) {
            send(BasicProtocol.text(event.content()));
        }
    }

    private void send(String frame) {
        lock.lock();
        try {
            if (!closed) {
                outbox = outbox == null ? new Outbox(socket, workers) : outbox;
                outbox.send(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            if (outbox != null) {
                outbox.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
