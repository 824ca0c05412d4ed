package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.Events;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.SharedMemory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a server takes up at its start.
@Timeout(60)
class RecoveryTest {
    private static final Pipeline ECHO =
            context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());

    @Test
    void serverThatHasItsStoreToItself_doesNotStart_whileThatCannotBeRead() throws Exception {
        InMemoryThreadStore store = new InMemoryThreadStore();
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            store.failing(true);

            assertThatThrownBy(replica::recover).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void serverThatSharesItsStore_starts_andSaysSo() throws Exception {
        SharedMemory.Replica store = new SharedMemory().join();
        store.failing(new StoreException("told to be away"));
        try (CapturedLog log = new CapturedLog(Recovery.class);
                TestReplica replica = new TestReplica(store, ECHO)) {
            replica.recover();

            log.await(
                    "WARNING what is owed from before is taken up once it can be read: told to be"
                            + " away");
        }
    }

    @Test
    void threadThatWasTakenUp_isClosed_onceItIsAnswered() throws Exception {
        InMemoryThreadStore store = new InMemoryThreadStore();
        ChatThread thread = ChatThread.create("ann", null);
        ThreadEvent question = Events.user("Hello");
        store.store(new ThreadChange(thread.id(), thread, List.of(question), question.id(), null));
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            replica.recover();

            Await.until("the answer", () -> store.unanswered(thread.id()).isEmpty());
            Await.until("that it is closed", () -> !replica.isOpen(thread.id()));
            assertThat(store.events(thread.id())).hasSize(2);
        }
    }
}
