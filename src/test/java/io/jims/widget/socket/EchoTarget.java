package io.jims.widget.socket;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.jims.admission.address.TrustedProxies;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Sends back every text, over the sockets that the chat has: what `scripts/autobahn` tries.
final class EchoTarget {
    /// As large as messages of the test suite are.
    private static final int MAX_MESSAGE = 17 * 1024 * 1024;

    private static final int MAX_CONNECTIONS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EchoTarget() {}

    /// Runs until the process is ended, and prints the port.
    public static void main(String[] arguments) {
        SocketUpgrader upgrader =
                new SocketUpgrader(
                        "/",
                        Set.of(),
                        request -> Echo::new,
                        new Sockets(MAX_CONNECTIONS),
                        new SocketSettings(MAX_MESSAGE, PATIENCE, PATIENCE));
        HttpListener listener =
                new HttpListener(
                        new ListenerSettings(
                                "127.0.0.1",
                                0,
                                null,
                                MAX_CONNECTIONS,
                                MAX_CONNECTIONS,
                                PATIENCE,
                                false,
                                TrustedProxies.NONE,
                                false),
                        WebServer.builder().buildPrototype(),
                        Http1Config.builder(),
                        Map.of("websocket", upgrader),
                        HttpRouting.builder(),
                        () -> System.exit(1));
        listener.start();
        System.out.println(listener.port());
    }

    private record Echo(TextSocket socket) implements SocketHandler {
        @Override
        public void onText(String text) {
            socket.send(text);
        }

        @Override
        public void onClosed() {}
    }
}
