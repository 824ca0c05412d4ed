package io.jims.widget.session;

import io.jims.conversation.StoreOutage;
import io.jims.observe.RareLine;
import io.jims.store.StoreException;
import java.lang.System.Logger.Level;

/// What keeps the server from taking what clients send, as the log has it: never a line a frame,
/// since a client can send as many as it likes. Safe for all threads.
public final class ChatFailures {
    private final StoreOutage outage;
    private final RareLine defects =
            new RareLine(System.getLogger(ChatFailures.class.getName()), Level.ERROR);

    public ChatFailures(StoreOutage outage) {
        this.outage = outage;
    }

    void ofStore(StoreException failure) {
        outage.met(failure);
    }

    /// A defect of ours.
    void ofCode(Throwable defect) {
        defects.log("A frame was not taken", defect);
    }
}
