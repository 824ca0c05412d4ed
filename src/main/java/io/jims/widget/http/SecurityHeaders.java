package io.jims.widget.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.util.List;

/// What browsers are told to be careful about.
public final class SecurityHeaders {
    /// On every answer: a thread's id in an address is told to nobody, and nothing is taken for
    /// what it does not say that it is.
    public static final List<Header> FOR_ALL =
            List.of(
                    HeaderValues.create("X-Content-Type-Options", "nosniff"),
                    HeaderValues.create("Referrer-Policy", "no-referrer"));

    /// On the demo page: only what is ours, and no frame around it.
    public static final List<Header> FOR_PAGES =
            List.of(
                    HeaderValues.create(
                            "Content-Security-Policy",
                            "default-src 'self'; base-uri 'none'; form-action 'none';"
                                    + " frame-ancestors 'none'; object-src 'none'"),
                    HeaderValues.create("X-Frame-Options", "DENY"));

    private SecurityHeaders() {}
}
