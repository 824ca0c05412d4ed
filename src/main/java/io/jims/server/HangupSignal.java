package io.jims.server;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Proxy;

/// The signal SIGHUP, which ends a process by default.
///
/// @implNote The JDK has only `sun.misc.Signal` for it, which it supports (JEP 260), but which
///   cannot be compiled against without a warning: hence reflection.
final class HangupSignal {
    private static final System.Logger LOG = System.getLogger(HangupSignal.class.getName());

    private HangupSignal() {}

    /// Runs this on each signal, on a thread of the JVM's. Only warns if there is no such signal,
    /// or the JVM reserves it (`-Xrs`).
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hangup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler)
                    .invoke(null, hangup, handler(handler, action));
        } catch (ReflectiveOperationException e) {
            LOG.log(WARNING, "SIGHUP has no effect here", e);
        }
    }

    private static Object handler(Class<?> type, Runnable action) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    action.run();
                    return null;
                });
    }
}
