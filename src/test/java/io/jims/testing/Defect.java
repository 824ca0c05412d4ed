package io.jims.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A part of which one method has a defect when it is called for the first time, and works from
/// then on: whoever calls it again and again must not end with it.
public final class Defect<T> {
    private final T part;
    private final CountDownLatch met = new CountDownLatch(1);

    /// @param type an interface
    public Defect(Class<T> type, T part, String method) {
        this.part =
                type.cast(
                        Proxy.newProxyInstance(
                                type.getClassLoader(),
                                new Class<?>[] {type},
                                (_, called, arguments) -> {
                                    if (called.getName().equals(method) && met.getCount() > 0) {
                                        met.countDown();
                                        throw new IllegalStateException("told to have a defect");
                                    }
                                    try {
                                        return called.invoke(part, arguments);
                                    } catch (InvocationTargetException e) {
                                        throw e.getCause();
                                    }
                                }));
    }

    public T part() {
        return part;
    }

    /// Waits until it was met.
    public void await() throws InterruptedException {
        if (!met.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the method with a defect was not called");
        }
    }
}
