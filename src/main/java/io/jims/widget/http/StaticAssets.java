package io.jims.widget.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.observe.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The widget's script and the demo page, read from the jar once and served from memory, compressed
/// at build time. A request picks from these names only; no path ever reaches a file system. Safe
/// for all threads.
public final class StaticAssets implements HttpService {
    private static final String FOLDER = "/static/";
    private static final String INDEX = "assets.txt";
    private static final String DEMO_PAGE = "demo.html";

    /// A name that changes with the content, which may be kept for ever.
    private static final Pattern HASHED = Pattern.compile("-[0-9A-Z]{8}(?=\\.js$)");

    private static final HeaderName CROSS_ORIGIN_RESOURCE_POLICY =
            HeaderNames.create("Cross-Origin-Resource-Policy");
    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "html", "text/html; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png");

    private final Map<String, Asset> assets;

    /// Reads the assets that the build listed.
    public StaticAssets() {
        this.assets =
                new String(read(INDEX), StandardCharsets.UTF_8)
                        .lines()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Function.identity(), StaticAssets::load));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/{name}", new ReadOnlyHandler(this::serveNamed));
    }

    /// How often each was asked for, copies that a browser had already among them.
    public List<Figure> figures() {
        return assets.entrySet().stream()
                .map(asset ->
                        Figure.counter(
                                        "jims_widget_assets_served",
                                        "Requests for the widget's files that were answered",
                                        asset.getValue().served()::sum)
                                .with("asset", HASHED.matcher(asset.getKey()).replaceFirst("")))
                .toList();
    }

    public void serveDemoPage(ServerRequest request, ServerResponse response) {
        serve(assets.get(DEMO_PAGE), request, response);
    }

    private void serveNamed(ServerRequest request, ServerResponse response) {
        serve(assets.get(request.path().pathParameters().get("name")), request, response);
    }

    private static void serve(
            @Nullable Asset asset, ServerRequest request, ServerResponse response) {
        if (asset == null) {
            response.next();
            return;
        }
        asset.served().increment();
        Variant variant =
                asset.variantFor(
                        request.headers().contains(HeaderNames.ACCEPT_ENCODING)
                                ? request.headers().get(HeaderNames.ACCEPT_ENCODING).values()
                                : "");
        response.headers()
                .set(HeaderNames.ETAG, variant.etag())
                .set(HeaderNames.CACHE_CONTROL, asset.cacheControl())
                .add(HeaderNames.VARY, "Accept-Encoding")
                .set(CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
        if (isCached(request, variant)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.headers().set(HeaderNames.CONTENT_TYPE, asset.type());
        if (!variant.encoding().isEmpty()) {
            response.headers().set(HeaderNames.CONTENT_ENCODING, variant.encoding());
        }
        response.send(variant.content());
    }

    private static boolean isCached(ServerRequest request, Variant variant) {
        return request.headers().contains(HeaderNames.IF_NONE_MATCH)
                && Stream.of(request.headers().get(HeaderNames.IF_NONE_MATCH).values().split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals(variant.etag()) || tag.equals("*"));
    }

    private static Asset load(String name) {
        List<Variant> variants = new ArrayList<>();
        Stream.of("br", "gz")
                .filter(suffix -> exists(name + "." + suffix))
                .forEach(suffix ->
                        variants.add(
                                Variant.of(
                                        suffix.equals("gz") ? "gzip" : suffix,
                                        read(name + "." + suffix))));
        variants.add(Variant.of("", read(name)));
        String type =
                TYPES.getOrDefault(
                        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        return new Asset(type, cacheControl(name), variants, new LongAdder());
    }

    private static String cacheControl(String name) {
        if (name.equals(DEMO_PAGE)) {
            return "no-cache";
        }
        return HASHED.matcher(name).find()
                ? "public, max-age=31536000, immutable"
                : "public, max-age=300";
    }

    private static boolean exists(String name) {
        return StaticAssets.class.getResource(FOLDER + name) != null;
    }

    private static byte[] read(String name) {
        try (InputStream in = StaticAssets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the jar has no " + FOLDER + name + "; build it with its front end");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param variants best first; the last is not encoded
    private record Asset(
            String type, String cacheControl, List<Variant> variants, LongAdder served) {
        Variant variantFor(String acceptEncoding) {
            return variants.stream()
                    .filter(variant -> variant.isAcceptedBy(acceptEncoding))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Variant(String encoding, byte[] content, String etag) {
        static Variant of(String encoding, byte[] content) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
                return new Variant(
                        encoding, content, '"' + HexFormat.of().formatHex(hash, 0, 8) + '"');
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        /// The plain content is always accepted; an encoding where it is named and not with `q=0`
        /// (RFC 9110, 12.5.3).
        boolean isAcceptedBy(String acceptEncoding) {
            return encoding.isEmpty()
                    || Stream.of(acceptEncoding.split(","))
                            .map(token -> token.replace(" ", "").split(";", 2))
                            .anyMatch(token ->
                                    token[0].equalsIgnoreCase(encoding)
                                            && (token.length == 1
                                                    || !token[1].matches("q=0(\\.0*)?")));
        }
    }
}
