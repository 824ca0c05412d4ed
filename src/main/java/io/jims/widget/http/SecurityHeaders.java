package io.jims.widget.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.util.List;

/// Security headers for browsers.
public final class SecurityHeaders {
    /// Sent with every response: no referrer, which could contain a thread's id, and no content
    /// sniffing.
    public static final List<Header> FOR_ALL =
            List.of(
                    HeaderValues.create("X-Content-Type-Options", "nosniff"),
                    HeaderValues.create("Referrer-Policy", "no-referrer"));

    /// Sent with the demo page: content of this origin only, and no framing.
    public static final List<Header> FOR_PAGES =
            List.of(
                    HeaderValues.create(
                            "Content-Security-Policy",
                            "default-src 'self'; base-uri 'none'; form-action 'none';"
                                    + " frame-ancestors 'none'; object-src 'none'"),
                    HeaderValues.create("X-Frame-Options", "DENY"));

    private SecurityHeaders() {}
}
