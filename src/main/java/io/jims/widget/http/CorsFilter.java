package io.jims.widget.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.jims.admission.address.AllowedOrigins;

/// Tells browsers which origins may read our responses (CORS, in the Fetch standard). Other origins
/// get the response without that permission. Safe for all threads.
///
/// Helidon's own feature treats an origin with a star as a regular expression, so that
/// `https://*.example.com` allows `https://evilexample.com`; and it omits `Vary` for requests
/// without an origin, so that a shared cache would serve that response to all origins.
public final class CorsFilter implements Filter {
    private static final String ALL = "*";
    private static final String PREFLIGHT_MAX_AGE_SECONDS = "3600";

    private final AllowedOrigins origins;
    private final String writable;

    public CorsFilter(AllowedOrigins origins) {
        this(origins, "");
    }

    /// @param writable the one path to which `POST` is allowed; empty for none
    CorsFilter(AllowedOrigins origins, String writable) {
        this.origins = origins;
        this.writable = writable;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (origins.areAll()) {
            response.headers().set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, ALL);
        } else {
            response.headers().add(HeaderNames.VARY, HeaderNames.ORIGIN.defaultCase());
            request.headers()
                    .first(HeaderNames.ORIGIN)
                    .filter(origins::contain)
                    .ifPresent(origin ->
                            response.headers()
                                    .set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
        }
        if (isPreflight(request)) {
            answerPreflight(response, request.path().path().equals(writable));
        } else {
            chain.proceed();
        }
    }

    private static boolean isPreflight(RoutingRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(HeaderNames.ORIGIN)
                && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static void answerPreflight(RoutingResponse response, boolean isWritable) {
        response.headers()
                .set(
                        HeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
                        isWritable ? "GET, HEAD, POST" : "GET, HEAD")
                .set(
                        HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                        isWritable ? "*, Authorization" : "*")
                .set(HeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_MAX_AGE_SECONDS);
        response.status(Status.NO_CONTENT_204).send();
    }
}
