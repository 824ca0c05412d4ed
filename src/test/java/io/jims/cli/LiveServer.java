package io.jims.cli;

import io.jims.server.LiveParts;
import io.jims.server.Parts;
import io.jims.server.Settings;
import io.jims.server.Wiring;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The whole product in this process, with all its parts, on free ports of the loopback address.
public final class LiveServer implements AutoCloseable {
    private final Wiring wiring;
    private final Ports ports;

    private LiveServer(Wiring wiring, Ports ports) {
        this.wiring = wiring;
        this.ports = ports;
    }

    /// Starts one.
    ///
    /// @param directory its working directory, where its database is
    /// @param variables its environment
    /// @param arguments flags beside those of ports and database
    public static LiveServer start(
            Path directory, Map<String, String> variables, String... arguments) {
        String database = "sqlite:///" + directory.resolve("live.db").toAbsolutePath();
        return start(directory, variables, database, 0, arguments);
    }

    /// Starts one on any database.
    ///
    /// @param port for visitors; 0 takes a free one
    public static LiveServer start(
            Path directory,
            Map<String, String> variables,
            String database,
            int port,
            String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--db=" + database);
        all.add("--port=" + port);
        all.addAll(List.of("--host=127.0.0.1", "--metrics-port=0", "--admin-port=0"));
        Ports ports = new Ports();
        Settings settings =
                new Launcher(
                                variables,
                                directory,
                                System.out,
                                System.err,
                                ports.asParts(),
                                running -> {})
                        .settings(all.toArray(String[]::new));
        return new LiveServer(Wiring.start(settings, ports.asParts()), ports);
    }

    public int port() {
        return ports.port;
    }

    public int metricsPort() {
        return ports.metricsPort;
    }

    /// That of the operator's listener, where `--admin-token` is given.
    public int adminPort() {
        return ports.adminPort;
    }

    @Override
    public void close() {
        wiring.close();
    }

    /// Hands every call on to the parts as they are, and keeps what they listen on.
    private static final class Ports implements InvocationHandler {
        private final LiveParts parts = new LiveParts(() -> {});
        private int port;
        private int metricsPort;
        private int adminPort;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            try {
                Object started = method.invoke(parts, arguments);
                if (started instanceof Parts.Metrics metrics) {
                    metricsPort = metrics.port();
                } else if (started instanceof Parts.Operator operator) {
                    adminPort = operator.port();
                } else if (started instanceof Parts.Server server) {
                    port = server.port();
                }
                return started;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        Parts asParts() {
            return (Parts)
                    Proxy.newProxyInstance(
                            Parts.class.getClassLoader(), new Class<?>[] {Parts.class}, this);
        }
    }
}
