package io.jims.widget.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Serves the widget's scripts and the demo page, compressed at build time. This class selects the
/// encoding and handles caching; Helidon's static content holds the files in memory and sends them.
/// Safe for all threads.
///
/// A range request gets the whole file, as RFC 9110, section 14.2, allows.
public final class StaticAssets implements HttpService {
    /// The path of the assets.
    public static final String PATH = "/static";

    /// The list of all assets, one name a line.
    private static final String INDEX = "assets.txt";

    /// The root's name in Helidon's static content.
    private static final String ROOT = "assets";

    private static final HeaderName CROSS_ORIGIN_RESOURCE_POLICY =
            HeaderNames.create("Cross-Origin-Resource-Policy");

    private final Map<String, Asset> assets;

    /// Loads the assets that the build listed.
    public StaticAssets() {
        this.assets =
                index().lines()
                        .collect(Collectors.toUnmodifiableMap(Function.identity(), Asset::load));
    }

    /// `/{name}` selects an encoding, and is rerouted to `/{encoding}/{name}`, which clients cannot
    /// request directly.
    @Override
    public void routing(HttpRules rules) {
        rules.any("/{name}", new ReadOnlyHandler(this::serveNamed))
                .any("/{encoding}/{name}", StaticAssets::requireChoice)
                .register("/", content());
    }

    /// Requests of each asset, including those answered with 304.
    public List<Metric> metrics() {
        return assets.values().stream()
                .map(asset ->
                        Metric.of(MetricName.ASSETS_SERVED, asset.label(), asset.served()::sum))
                .toList();
    }

    public void serveDemoPage(ServerRequest request, ServerResponse response) {
        serve(assets.get(Asset.ROOT_PAGE), request, response);
    }

    private void serveNamed(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        serve(name.equals(Asset.ROOT_PAGE) ? null : assets.get(name), request, response);
    }

    private static void serve(
            @Nullable Asset asset, ServerRequest request, ServerResponse response) {
        if (asset == null) {
            response.next();
            return;
        }
        asset.served().increment();
        if (asset.isPage()) {
            SecurityHeaders.FOR_PAGES.forEach(response.headers()::set);
        }
        ServerRequestHeaders headers = request.headers();
        EncodedAsset chosen = asset.acceptedBy(value(headers, HeaderNames.ACCEPT_ENCODING));
        response.headers()
                .set(HeaderNames.ETAG, chosen.etag())
                .set(HeaderNames.CACHE_CONTROL, asset.cacheControl())
                .add(HeaderNames.VARY, "Accept-Encoding")
                .set(CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
        if (chosen.isKnownTo(value(headers, HeaderNames.IF_NONE_MATCH))) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        if (chosen.encoding() != Encoding.IDENTITY) {
            response.headers().set(HeaderNames.CONTENT_ENCODING, chosen.encoding().coding());
        }
        if (headers.contains(HeaderNames.RANGE)) { // Helidon 4.5.0 sends the wrong bytes of a range
            response.headers().contentType(asset.type());
            response.send(chosen.content());
            return;
        }
        request.context().register(chosen);
        response.reroute(PATH + "/" + chosen.path());
    }

    private static void requireChoice(ServerRequest request, ServerResponse response) {
        if (request.context().get(EncodedAsset.class).isPresent()) {
            response.next();
        } else {
            JsonErrors.sendNotFound(response);
        }
    }

    private HttpService content() {
        Map<String, URL> files =
                assets.values().stream()
                        .flatMap(asset -> asset.encodings().stream())
                        .collect(Collectors.toMap(EncodedAsset::path, EncodedAsset::url));
        Map<String, URL> rooted =
                files.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        file -> ROOT + "/" + file.getKey(), Map.Entry::getValue));
        return StaticContentFeature.createService(
                ClasspathHandlerConfig.builder()
                        .location(ROOT)
                        .classLoader(new AssetLoader(rooted))
                        .contentTypes(Asset.TYPES)
                        .cachedFiles(files.keySet())
                        .build());
    }

    private static String value(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).values() : "";
    }

    /// @throws IllegalStateException if the jar was built without the front end
    static String index() {
        return AssetFile.text(INDEX);
    }
}
