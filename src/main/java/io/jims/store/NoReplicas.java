package io.jims.store;

import io.jims.core.ThreadId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// For a store that a single process uses: every claim succeeds.
public final class NoReplicas implements Replicas {
    public static final Replicas INSTANCE = new NoReplicas();

    private static final Optional<Claim> FREE = Optional.of(new Free());

    private NoReplicas() {}

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Optional<Claim> tryClaim(ThreadId thread) {
        return FREE;
    }

    @Override
    public Set<ThreadId> unclaimed(Collection<ThreadId> threads) {
        return Set.copyOf(threads);
    }

    @Override
    public void tell(ThreadId thread, String note) {
        // nobody hears it
    }

    @Override
    public void listen(Listener listener) {
        // nobody has anything to tell
    }

    private record Free() implements Claim {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public boolean isLost() {
            return false;
        }

        @Override
        public void close() {
            // there is nobody to give it to
        }
    }
}
