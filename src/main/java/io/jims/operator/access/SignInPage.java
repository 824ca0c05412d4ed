package io.jims.operator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerResponse;
import io.jims.core.Sha256;
import java.util.Base64;

/// The page for everyone who is not signed in. It is always the same and loads nothing: its style
/// is inline, and the policy allows it by its hash.
final class SignInPage {
    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

    private static final String STYLE =
            """
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
            form { display: grid; gap: .75rem; width: min(22rem, calc(100vw - 2rem)); }
            h1 { font-size: 1.25rem; margin: 0; }
            p { margin: 0; }
            input, button { font: inherit; padding: .6rem .75rem; border-radius: .5rem;
                border: 1px solid #767676; box-sizing: border-box; width: 100%; }
            button { background: #4338ca; color: #fff; border-color: #4338ca; cursor: pointer; }
            :focus-visible { outline: 3px solid #6366f1; outline-offset: 2px; }
            """;

    private static final byte[] PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sign in – conversations</title>
            <style>%s</style>
            <main>
            <form method="post" action="/sign-in">
            <h1>Conversations</h1>
            <p>You are not signed in. Enter the token that the server was started with
            (<code>--admin-token</code>).</p>
            <label for="token">Token</label>
            <input id="token" name="token" type="password" autocomplete="current-password" required
            autofocus>
            <button>Sign in</button>
            </form>
            </main>
            </html>
            """
                    .formatted(STYLE)
                    .getBytes(UTF_8);

    private static final String WITH_STYLE =
            "; style-src 'sha256-%s'"
                    .formatted(
                            Base64.getEncoder().encodeToString(Sha256.of(STYLE.getBytes(UTF_8))));

    private SignInPage() {}

    /// Sends the page; the caller has set the status.
    static void send(ServerResponse response) {
        response.headers()
                .contentType(HttpMediaType.create(MediaTypes.TEXT_HTML).withCharset(UTF_8));
        response.headers().set(POLICY, response.headers().get(POLICY).values() + WITH_STYLE);
        response.send(PAGE);
    }
}
