package io.jims.operator.access;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// The cookie with a session's key: invisible to scripts, and sent only with requests of our own
/// pages.
final class SessionCookie {
    static final String NAME = "jims_operator";

    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";

    private SessionCookie() {}

    static Optional<String> read(ServerRequestHeaders headers) {
        return headers.cookies().first(NAME).asOptional();
    }

    static void set(ServerResponse response, String key, boolean secure) {
        write(response, key + RULES + "; Max-Age=" + Sessions.LIFETIME.toSeconds(), secure);
    }

    static void clear(ServerResponse response, boolean secure) {
        write(response, RULES + "; Max-Age=0", secure);
    }

    private static void write(ServerResponse response, String value, boolean secure) {
        response.header(HeaderNames.SET_COOKIE, NAME + "=" + value + (secure ? "; Secure" : ""));
    }
}
