package io.jims.app.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A service on loopback that answers what the test tells it to, byte by byte; one request a
/// connection.
final class FakeService implements AutoCloseable {
    static final String CHAT = "/api/v1/chat";
    static final String STREAM = "/api/v1/chat/stream";

    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket listener;
    private final Function<Request, Reply> behaviour;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /// What was asked.
    record Request(String path, String head, String body) {}

    /// What is written back.
    ///
    /// @param hold whether the connection is then kept open until the client closes it
    record Reply(String text, boolean hold) {
        static Reply raw(String text) {
            return new Reply(text, false);
        }

        public static Reply json(int status, String body, String... headers) {
            return raw(head(status, "application/json", headers) + body);
        }

        /// The events of a stream that ends behind them.
        static Reply events(String... events) {
            return raw(head(200, "text/event-stream; charset=utf-8") + String.join("", events));
        }

        Reply held() {
            return new Reply(text, true);
        }

        private static String head(int status, String type, String... headers) {
            return "HTTP/1.1 "
                    + status
                    + " Told So\r\nConnection: close\r\nContent-Type: "
                    + type
                    + "\r\n"
                    + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
                    + "\r\n";
        }
    }

    private FakeService(ServerSocket listener, Function<Request, Reply> behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
    }

    static FakeService start(Function<Request, Reply> behaviour) throws IOException {
        FakeService service =
                new FakeService(
                        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
        Thread.startVirtualThread(service::accept);
        return service;
    }

    /// Answers every request alike.
    static FakeService answering(Reply reply) throws IOException {
        return start(request -> reply);
    }

    static String event(String type, String data) {
        return "event: " + type + "\ndata: " + data + "\n\n";
    }

    /// The stream's last event, from this thread of the service, with these JSON events.
    static String result(String thread, String... events) {
        return event("result", chatResponse(thread, events));
    }

    static String chatResponse(String thread, String... events) {
        return "{\"thread_id\": \"%s\", \"created_new_thread\": true, \"assistant_messages\": [], \"events\": [%s]}"
                .formatted(thread, String.join(",", events));
    }

    static String said(String text) {
        return "{\"event_type\": \"comm.assistant_message\", \"event_data\": {\"role\": \"assistant\", \"content\": \"%s\"}}"
                .formatted(text);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Waits until a client has closed a connection that was held.
    void awaitHangUp() throws InterruptedException {
        if (!hungUp.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the connection was not closed");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Request request = read(in);
            requests.add(request);
            Reply reply = behaviour.apply(request);
            socket.getOutputStream().write(reply.text().getBytes(UTF_8));
            if (reply.hold()) {
                awaitEnd(in);
                hungUp.countDown();
            }
        } catch (IOException e) {
            hungUp.countDown(); // reset by the client, which is another way to hang up
        }
    }

    private static void awaitEnd(InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new AssertionError("the client sent more than its request");
        }
    }

    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            if (next == TLS_HANDSHAKE && head.isEmpty()) {
                in.skipNBytes(in.available());
                return new Request("", "", "");
            }
            head.append((char) next);
        }
        String text = new String(head.toString().getBytes(ISO_8859_1), UTF_8);
        String length = text.replaceAll("(?is).*content-length: (\\d+).*", "$1");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        String path = text.substring(text.indexOf(' ') + 1, text.indexOf(" HTTP/"));
        return new Request(path, text, new String(body, UTF_8));
    }
}
