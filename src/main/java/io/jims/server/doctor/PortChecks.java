package io.jims.server.doctor;

import io.jims.operator.OperatorSettings;
import io.jims.server.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Whether the ports are free. Each is bound for a moment.
final class PortChecks {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int OK = 200;

    private PortChecks() {}

    static List<Check> of(Settings settings) {
        List<Check> checks = new ArrayList<>();
        Port chat = new Port(settings.server().host(), settings.server().port(), "--host, --port");
        Port metrics =
                new Port(
                        settings.metricsHost(),
                        settings.metricsPort(),
                        "--metrics-host, --metrics-port");
        checks.add(new Check("port", () -> look(chat, "/healthz")));
        checks.add(new Check("metrics port", () -> look(metrics, "/health/live")));
        OperatorSettings operator = settings.operator();
        if (operator != null) {
            Port pages = new Port(operator.host(), operator.port(), "--admin-host, --admin-port");
            checks.add(new Check("operator's port", () -> look(pages, "/healthz")));
        }
        return checks;
    }

    private record Port(String host, int number, String flags) {
        InetSocketAddress address() {
            return new InetSocketAddress(host, number);
        }

        @Override
        public String toString() {
            return host + " port " + number;
        }
    }

    private static Finding look(Port port, String health) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(port.address());
            return Finding.ok(port + " is free");
        } catch (BindException e) {
            return isTaken(port) ? taken(port, health) : refused(port, e);
        } catch (IOException e) {
            return refused(port, e);
        }
    }

    private static Finding refused(Port port, IOException reason) {
        return Finding.fails(
                port
                        + " cannot be had: "
                        + reason.getMessage()
                        + "; give another one ("
                        + port.flags()
                        + ")");
    }

    private static boolean isTaken(Port port) {
        try (Socket socket = new Socket()) {
            socket.connect(port.address(), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Finding taken(Port port, String health) {
        return isOurs(port, health)
                ? Finding.warning(
                        port
                                + " has a jims-widget server already; stop it before you start"
                                + " another one, or give another port ("
                                + port.flags()
                                + ")")
                : Finding.fails(
                        port
                                + " is taken by another program; end it, or give another port ("
                                + port.flags()
                                + ")");
    }

    /// A server with TLS is not recognised, since its certificate is for another name.
    private static boolean isOurs(Port port, String health) {
        InetSocketAddress address = port.address();
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : port.host();
        String named = host.contains(":") ? "[" + host + "]" : host;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://" + named + ":" + port.number() + health)
                                    .toURL()
                                    .openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == OK
                    && connection.getHeaderField("Content-Type") != null
                    && connection.getHeaderField("Content-Type").startsWith("application/json");
        } catch (IOException e) {
            return false;
        }
    }
}
