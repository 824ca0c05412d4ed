package io.jims.operator.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.util.List;

/// Security headers for browsers.
public final class AnswerHeaders {
    /// Sent with every response: visitors' texts are not cached, load nothing and cannot be framed.
    public static final List<Header> ALL =
            List.of(
                    HeaderValues.create("X-Content-Type-Options", "nosniff"),
                    HeaderValues.create("Referrer-Policy", "same-origin"),
                    HeaderValues.create("X-Frame-Options", "DENY"),
                    HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
                    HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
                    HeaderValues.create("Cache-Control", "no-store"),
                    HeaderValues.create(
                            "Content-Security-Policy",
                            "default-src 'self'; base-uri 'none'; form-action 'self';"
                                    + " frame-ancestors 'none'; object-src 'none'"));

    private AnswerHeaders() {}
}
