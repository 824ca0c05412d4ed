package io.jims.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.testing.RawSocket;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A program or a browser that asks the operator's listener, with whatever headers a test wants.
///
/// @param address that it connects from, of the loopback network
public record OperatorClient(String address, int port) {
    public static final String TOKEN = "the-admin-token-of-these-tests-0";
    public static final String OWN_PAGE = "Sec-Fetch-Site: same-origin";

    public OperatorClient(int port) {
        this("127.0.0.1", port);
    }

    /// What came back.
    public record Answer(int status, String head, String body) {
        public Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }
    }

    /// What the listener answers.
    ///
    /// @param headers as they are sent; `Host`, and of a body its type, are added where they lack
    public Answer send(String method, String path, String body, List<String> headers)
            throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: localhost:").append(port).append("\r\n");
        }
        headers.forEach(header -> request.append(header).append("\r\n"));
        if (!method.equals("GET")) {
            if (headers.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
                request.append("Content-Type: application/x-www-form-urlencoded\r\n");
            }
            request.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n").append(body);
        try (RawSocket socket = RawSocket.tcpFrom(address, port)) {
            RawSocket.HttpAnswer answer = socket.exchange(request.toString());
            int status = Integer.parseInt(answer.head().split(" ", 3)[1]);
            return new Answer(status, answer.head(), answer.body());
        }
    }

    public Answer get(String path, String... headers) throws IOException {
        return send("GET", path, "", List.of(headers));
    }

    public Answer post(String path, String body, String... headers) throws IOException {
        return send("POST", path, body, List.of(headers));
    }

    /// As a program that has the token.
    public Answer authorized(String method, String path) throws IOException {
        return send(method, path, "", List.of("Authorization: Bearer " + TOKEN));
    }

    /// The same with a body.
    public Answer authorized(String method, String path, String body) throws IOException {
        return send(method, path, body, List.of("Authorization: Bearer " + TOKEN));
    }

    /// Signs in as the page does.
    ///
    /// @return the header that brings the session
    public String signIn() throws IOException {
        String cookie = post("/sign-in", form(TOKEN), OWN_PAGE).header("Set-Cookie").orElseThrow();
        return "Cookie: " + cookie.split(";", 2)[0];
    }

    public static String form(String token) {
        return "token=" + URLEncoder.encode(token, UTF_8);
    }
}
