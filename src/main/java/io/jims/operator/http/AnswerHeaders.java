package io.jims.operator.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.util.List;

/// What browsers are told to be careful about.
public final class AnswerHeaders {
    /// On every answer: what visitors wrote is kept nowhere, loads nothing and is framed by nobody.
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
