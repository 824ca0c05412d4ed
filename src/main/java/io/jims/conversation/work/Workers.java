package io.jims.conversation.work;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The virtual threads that are answering messages at present, so that a shutdown can wait for
/// them. Safe for all threads.
public final class Workers {
    private static final Duration INTERRUPT_TIMEOUT = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Set<Thread> threads = new HashSet<>();
    private volatile boolean draining;

    /// Whether the server is shutting down, so that no new message may be begun.
    public boolean draining() {
        return draining;
    }

    public void start(Runnable work) {
        Thread thread =
                Thread.ofVirtual()
                        .name("answering")
                        .unstarted(() -> {
                            try {
                                work.run();
                            } finally {
                                remove(Thread.currentThread());
                            }
                        });
        lock.lock();
        try {
            threads.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /// Waits until nothing is being answered any more; interrupts what is left after this time.
    public void drain(Duration limit) throws InterruptedException {
        draining = true;
        if (!awaitIdle(limit)) {
            interruptAll();
            awaitIdle(INTERRUPT_TIMEOUT);
        }
    }

    private boolean awaitIdle(Duration limit) throws InterruptedException {
        long remaining = limit.toNanos();
        lock.lock();
        try {
            while (!threads.isEmpty()) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = idle.awaitNanos(remaining);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void interruptAll() {
        lock.lock();
        try {
            threads.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private void remove(Thread thread) {
        lock.lock();
        try {
            threads.remove(thread);
            if (threads.isEmpty()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
