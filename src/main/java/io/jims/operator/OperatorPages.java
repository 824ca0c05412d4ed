package io.jims.operator;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.operator.http.JsonAnswers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The operator's pages: one HTML document, whose script renders the page for its path from the
/// API. Read once; safe for all threads.
final class OperatorPages {
    private static final String FOLDER = "/static/operator/";
    private static final String PAGE = "index.html";
    private static final List<String> ADDRESSES =
            List.of("/", "/numbers", "/costs", "/threads/{id}");
    private static final Map<String, String> TYPES =
            Map.of(
                    PAGE,
                    "text/html; charset=utf-8",
                    "operator.js",
                    "text/javascript; charset=utf-8",
                    "operator.css",
                    "text/css; charset=utf-8",
                    "icon.svg",
                    "image/svg+xml");

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    OperatorPages() {
        TYPES.forEach(
                (name, type) -> assets.put(name, new Asset(type, read(name), read(name + ".gz"))));
    }

    void register(HttpRouting.Builder routing) {
        ADDRESSES.forEach(address -> routing.get(address, this::sendPage));
        routing.get("/assets/{name}", this::sendAsset);
    }

    private void sendPage(ServerRequest request, ServerResponse response) {
        send(PAGE, request, response);
    }

    private void sendAsset(ServerRequest request, ServerResponse response) {
        send(request.path().pathParameters().get("name"), request, response);
    }

    private void send(String name, ServerRequest request, ServerResponse response) {
        Asset asset = assets.get(name);
        if (asset == null) {
            JsonAnswers.sendNotFound(response);
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, asset.type());
        if (request.headers().contains(HeaderNames.ACCEPT_ENCODING)
                && request.headers().get(HeaderNames.ACCEPT_ENCODING).values().contains("gzip")) {
            response.header(HeaderValues.create(HeaderNames.CONTENT_ENCODING, "gzip"));
            response.send(asset.zipped());
        } else {
            response.send(asset.content());
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = OperatorPages.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the jar has no " + FOLDER + name + "; build it with its front end");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asset(String type, byte[] content, byte[] zipped) {}
}
