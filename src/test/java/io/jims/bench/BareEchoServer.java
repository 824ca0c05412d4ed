package io.jims.bench;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/// What the framework does by itself: Helidon's own WebSocket listener, sending back each text. Its
/// connections are set up like ours, so that what is left between the two is what we add.
final class BareEchoServer {
    private BareEchoServer() {}

    /// @param arguments the port
    static void main(String[] arguments) {
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .backlog(4_096)
                .useNio(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .addRouting(
                        HttpRouting.builder()
                                .get("/healthz", (request, response) -> response.send("ok")))
                .addRouting(WsRouting.builder().endpoint("/ws/chat", Echo::new))
                .build()
                .start();
    }

    private static final class Echo implements WsListener {
        @Override
        public void onMessage(WsSession session, String text, boolean last) {
            session.send(text, last);
        }
    }
}
