package io.jims.testing;

import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A store in front of another one whose reads of threads can be told to fail, or to be slower than
/// what others do.
public final class FailingReads {
    private static final Set<String> READS =
            Set.of(
                    "find",
                    "events",
                    "newestEvents",
                    "eventsAfter",
                    "event",
                    "feedback",
                    "lastHandoff",
                    "version",
                    "unanswered");

    private final ThreadStore store;
    private final ThreadStore front;
    private final AtomicInteger reads = new AtomicInteger();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private volatile int failing;

    public FailingReads(ThreadStore store) {
        this.store = store;
        this.front =
                (ThreadStore)
                        Proxy.newProxyInstance(
                                ThreadStore.class.getClassLoader(),
                                new Class<?>[] {ThreadStore.class},
                                (proxy, method, arguments) -> call(method, arguments));
    }

    public ThreadStore store() {
        return front;
    }

    /// Has one of the next reads fail, and counts them anew.
    ///
    /// @param number 1 for the next one; 0 for none
    public void fail(int number) {
        reads.set(0);
        failing = number;
    }

    /// Does this before the next read of this name.
    public void before(String read, Runnable action) {
        before.put(read, action);
    }

    /// How many there have been since.
    public int count() {
        return reads.get();
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        if (READS.contains(method.getName()) && reads.incrementAndGet() == failing) {
            throw new StoreException("told to fail");
        }
        Runnable action = before.remove(method.getName());
        if (action != null) {
            action.run();
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
