package io.jims.telemetry;

import io.helidon.common.Weighted;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.providers.micrometer.MicrometerPrometheusFormatter;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.regex.Pattern;

/// `GET /metrics`, and every path without another route, as the Python services have it: the
/// Prometheus text format 0.0.4, or OpenMetrics 1.0 for a client that prefers it, such as a
/// Prometheus server.
///
/// Helidon's own metrics endpoint is not used: it omits the version from the content type, and adds
/// meters about its requests.
final class MetricsRoutes implements HttpFeature, Weighted {
    private static final String NOT_ALLOWED =
            "{\"error\":\"Only GET: here are /metrics, /health/live and /health/ready\"}";
    private static final String NOT_FOUND =
            "{\"error\":\"Not found: here are /health/live and /health/ready\"}";
    private static final String END = "# EOF\n";

    /// Metrics that the Python services declare before there are values.
    private static final List<Sample> DECLARED =
            List.of(
                    Sample.declared(MeterNames.LLM_CALLS, "counter", "Calls of language models"),
                    Sample.declared(
                            MeterNames.LLM_PROMPT_TOKENS,
                            "counter",
                            "Tokens that language models read"),
                    Sample.declared(
                            MeterNames.LLM_COMPLETION_TOKENS,
                            "counter",
                            "Tokens that language models wrote"));

    /// The gauges that Micrometer adds to each histogram, with the maximum of the last minutes:
    /// neither the Python services nor Prometheus have them.
    private static final Pattern MAXIMA =
            Pattern.compile("^(# (HELP|TYPE) )?jims_\\w+_max[ {].*\n", Pattern.MULTILINE);

    private final MeterRegistry registry;

    MetricsRoutes(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Registered after the health routes, since this one answers everything else.
    @Override
    public double weight() {
        return Weighted.DEFAULT_WEIGHT - 1;
    }

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.any("/health/*", MetricsRoutes::notFound)
                .get(this::scrape)
                .any(MetricsRoutes::refuse);
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
                .send(complete(text, type.equals(MediaTypes.APPLICATION_OPENMETRICS_TEXT)));
    }

    /// Adds what Helidon has no meters for.
    private static String complete(String text, boolean open) {
        StringBuilder all =
                new StringBuilder(
                        text.endsWith(END)
                                ? text.substring(0, text.length() - END.length())
                                : text);
        DECLARED.stream()
                .filter(sample -> !sample.isIn(text, open))
                .forEach(sample -> all.append(sample.write(open)));
        ProcessMetrics.now().forEach(sample -> all.append(sample.write(open)));
        return all.append(open ? END : "").toString();
    }

    private static void notFound(ServerRequest request, ServerResponse response) {
        response.status(Status.NOT_FOUND_404)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .send(NOT_FOUND);
    }

    private static void refuse(ServerRequest request, ServerResponse response) {
        response.status(Status.METHOD_NOT_ALLOWED_405)
                .header(HeaderNames.ALLOW, "GET")
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .send(NOT_ALLOWED);
    }
}
