package io.jims.telemetry;

import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.providers.micrometer.MicrometerPrometheusFormatter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.regex.Pattern;

/// `GET /metrics`: the Prometheus text format 0.0.4, or OpenMetrics 1.0 for a client that prefers
/// it, as a Prometheus server does. Whatever has no route is a 404 in JSON.
///
/// Helidon's own metrics endpoint is not used: it leaves the version out of the content type, adds
/// meters about its requests, and answers on more paths than one.
final class MetricsRoutes {
    private static final String NOT_FOUND =
            "{\"error\":\"Not found: here are /metrics, /health/live and /health/ready\"}";

    /// The gauges that Micrometer adds to each histogram: the largest value of the last minutes,
    /// which neither the Python services have nor Prometheus needs.
    private static final Pattern MAXIMA =
            Pattern.compile("^(# (HELP|TYPE) )?jims_\\w+_max[ {].*\n", Pattern.MULTILINE);

    private final MeterRegistry registry;

    MetricsRoutes(MeterRegistry registry) {
        this.registry = registry;
    }

    void register(HttpRouting.Builder routing) {
        routing.get("/metrics", this::scrape).any(MetricsRoutes::notFound);
    }

    private void scrape(ServerRequest request, ServerResponse response) {
        MediaType type =
                request.headers()
                        .bestAccepted(
                                MediaTypes.TEXT_PLAIN, MediaTypes.APPLICATION_OPENMETRICS_TEXT)
                        .orElse(MediaTypes.TEXT_PLAIN);
        String text =
                MicrometerPrometheusFormatter.builder(registry)
                        .resultMediaType(type)
                        .build()
                        .format()
                        .map(all -> MAXIMA.matcher(String.valueOf(all)).replaceAll(""))
                        .orElse("");
        response.header(
                        HeaderNames.CONTENT_TYPE,
                        MicrometerPrometheusFormatter.MEDIA_TYPE_TO_FORMAT.get(type))
                .header(HeaderValues.CACHE_NO_CACHE)
                .send(text);
    }

    private static void notFound(ServerRequest request, ServerResponse response) {
        response.status(Status.NOT_FOUND_404)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .send(NOT_FOUND);
    }
}
