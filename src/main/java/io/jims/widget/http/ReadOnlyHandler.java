package io.jims.widget.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Answers GET and HEAD, and refuses every other method (405).
///
/// @param handler answers both
public record ReadOnlyHandler(Handler handler) implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        Method method = request.prologue().method();
        if (method.equals(Method.GET) || method.equals(Method.HEAD)) {
            handler.handle(request, response);
        } else {
            response.headers().set(HeaderNames.ALLOW, "GET, HEAD");
            JsonErrors.send(
                    response, Status.METHOD_NOT_ALLOWED_405, "This address can be read only.");
        }
    }
}
