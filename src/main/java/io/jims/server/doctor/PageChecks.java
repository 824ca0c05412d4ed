package io.jims.server.doctor;

import io.jims.admission.AccessSettings;
import io.jims.admission.address.TrustedProxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Checks the way from a page of the website to the server, through all proxies.
final class PageChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 4 << 20;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final AccessSettings access;
    private final URI address;

    private PageChecks(AccessSettings access, URI address) {
        this.access = access;
        this.address = address;
    }

    static List<Check> of(AccessSettings access, URI page) {
        PageChecks checks = new PageChecks(access, page);
        return List.of(
                new Check("page", checks::tag),
                new Check("page's policy", checks::policy),
                new Check("page's origin", checks::origin),
                new Check("page's token", checks::token),
                new Check("loader", checks::loader),
                new Check("WebSocket", checks::socket));
    }

    private Finding tag() throws IOException, InterruptedException {
        return Finding.ok("its tag names the server " + page().server());
    }

    private Finding policy() throws IOException, InterruptedException {
        Page page = page();
        return page.refusal()
                .map(Finding::fails)
                .orElseGet(() -> Finding.ok("lets the widget load and connect"));
    }

    private Finding origin() {
        String origin = Page.origin(address);
        return access.origins().contain(origin)
                ? Finding.ok(origin + " is let in (--cors-origins)")
                : Finding.fails(origin + " is not let in; add it to --cors-origins");
    }

    private Finding token() throws IOException, InterruptedException {
        boolean given = page().hasToken();
        if (access.tokens() == null) {
            return given
                    ? Finding.warning(
                            "the tag has data-token, but none is asked for; set --auth-secret or"
                                    + " --auth-jwks")
                    : Finding.ok("none is asked for");
        }
        return given
                ? Finding.ok("the tag has one")
                : Finding.warning(
                        "every visitor needs a token, and the tag has no data-token; add it, or"
                                + " give JimsWidget.mount a token function");
    }

    /// A proxy names itself in the `Server` header; our server does not.
    private Finding loader() throws IOException, InterruptedException {
        URI loader = page().script();
        HttpResponse<String> answer = get(loader);
        if (answer.statusCode() != OK) {
            return Finding.fails(
                    loader
                            + " answers "
                            + answer.statusCode()
                            + "; correct the tag's src, or have the proxy pass /static/ on; after an"
                            + " upgrade, print a tag with integrity anew (jims-widget snippet)");
        }
        if (!page().isIntact(answer.body())) {
            return Finding.fails(
                    "the integrity of the tag is not that of "
                            + loader
                            + "; print the tag anew (jims-widget snippet --integrity)");
        }
        String proxy =
                answer.headers()
                        .firstValue("server")
                        .or(() -> answer.headers().firstValue("via"))
                        .orElse("");
        return !proxy.isEmpty() && access.proxies().equals(TrustedProxies.NONE)
                ? Finding.warning(
                        "a proxy ("
                                + proxy
                                + ") answers for the server, so all visitors seem to have its"
                                + " address; name it in --trusted-proxies")
                : Finding.ok(loader + " is there");
    }

    /// Opens a socket as the page would, without sending anything, so that no thread is created.
    private Finding socket() throws IOException, InterruptedException, TimeoutException {
        URI server = page().server();
        URI chat = URI.create("ws" + server.toString().substring("http".length()) + "/ws/chat");
        try (HttpClient client = client()) {
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .connectTimeout(TIMEOUT)
                            .header("Origin", Page.origin(address))
                            .buildAsync(chat, new WebSocket.Listener() {})
                            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            socket.abort();
            return Finding.ok(chat + " opens");
        } catch (ExecutionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused(chat, refused.getResponse().statusCode())
                    : Finding.fails(chat + " cannot be reached: " + e.getCause());
        }
    }

    private static Finding refused(URI chat, int status) {
        return switch (status) {
            case UNAUTHORIZED -> Finding.ok(chat + " is reached, and asks for a token");
            case FORBIDDEN ->
                    Finding.fails(
                            chat
                                    + " refuses this page (403); add its origin to --cors-origins of"
                                    + " the server that runs there");
            default ->
                    Finding.fails(
                            chat
                                    + " answers "
                                    + status
                                    + " and opens no WebSocket; have the proxy pass on the headers"
                                    + " Upgrade and Connection");
        };
    }

    private Page page() throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        if (answer.statusCode() != OK) {
            throw new IOException(
                    address
                            + " answers "
                            + answer.statusCode()
                            + "; give a page with the tag (--page)");
        }
        return Page.read(
                address, answer.body(), answer.headers().allValues("content-security-policy"));
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try (HttpClient client = client()) {
            return client.send(
                    request,
                    answer ->
                            HttpResponse.BodySubscribers.mapping(
                                    BodyHandlers.ofInputStream().apply(answer), PageChecks::text));
        }
    }

    private static String text(InputStream body) {
        try (body) {
            return new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }
}
