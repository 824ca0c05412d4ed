package io.jims.store;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.connect.ThreadStores;
import java.util.ArrayList;
import java.util.List;

/// A process that appends from many threads and prints, for each event that was acknowledged, the
/// ids of its thread and of itself. It ends when it is killed.
final class AppendUntilKilled {
    private static final int CALLERS = 50;

    private AppendUntilKilled() {}

    static void main(String[] args) throws InterruptedException {
        ThreadStore store = ThreadStores.open(args[0]);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.startVirtualThread(() -> appendForEver(store)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private static void appendForEver(ThreadStore store) {
        ThreadId id = ThreadId.create();
        store.create(Samples.thread(id), List.of());
        while (true) {
            ThreadEvent event = Samples.event("to be or not to be");
            store.append(id, List.of(event));
            System.out.println(id.value() + " " + event.id());
        }
    }
}
