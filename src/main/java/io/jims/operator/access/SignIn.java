package io.jims.operator.access;

import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes that begin and end a browser's session. Safe for all threads.
///
/// @param tls whether this listener speaks TLS itself
public record SignIn(Gate gate, Sessions sessions, boolean tls) {
    static final String PATH = "/sign-in";

    private static final MediaType FORM = MediaTypes.APPLICATION_FORM_URLENCODED;

    public void register(HttpRouting.Builder routing) {
        routing.post(PATH, this::begin).post("/sign-out", this::end);
    }

    private void begin(ServerRequest request, ServerResponse response) {
        if (!gate.mayTry(request, response)) {
            return;
        }
        if (!OwnOrigin.isOwnPage(request.headers()) || !gate.tryToken(request, token(request))) {
            Gate.refuse(request, response);
            return;
        }
        SessionCookie.set(response, sessions.begin(), isSecure(request.headers()));
        goHome(response);
    }

    private void end(ServerRequest request, ServerResponse response) {
        SessionCookie.read(request.headers()).ifPresent(sessions::end);
        SessionCookie.clear(response, isSecure(request.headers()));
        goHome(response);
    }

    /// What the form holds; empty for what is no form.
    private static String token(ServerRequest request) {
        boolean isForm =
                request.content().hasEntity()
                        && request.headers()
                                .contentType()
                                .filter(type -> type.mediaType().equals(FORM))
                                .isPresent();
        try {
            return isForm
                    ? request.content().as(Parameters.class).first("token").orElse("").strip()
                    : "";
        } catch (IllegalArgumentException e) { // such as %zz
            return "";
        }
    }

    private boolean isSecure(ServerRequestHeaders headers) {
        return tls || OwnOrigin.isSecure(headers);
    }

    private static void goHome(ServerResponse response) {
        response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, "/").send();
    }
}
