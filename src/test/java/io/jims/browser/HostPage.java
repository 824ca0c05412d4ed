package io.jims.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/// A page of a website that embeds the widget.
///
/// @param lang the `lang` of the document; none if empty
/// @param head HTML for the head
/// @param body HTML for the body
/// @param headers HTTP headers to serve it with
record HostPage(String lang, String head, String body, Map<String, String> headers) {
    private static final String CONTENT =
            "<h1>A shop</h1><p>Tea and coffee.</p><button id=\"own\">Buy</button>";

    HostPage {
        headers = new LinkedHashMap<>(headers);
    }

    /// A page in English with these script tags at its end.
    static HostPage with(ScriptTag... tags) {
        StringBuilder body = new StringBuilder(CONTENT);
        for (ScriptTag tag : tags) {
            body.append(tag.html());
        }
        return new HostPage("en", "", body.toString(), Map.of());
    }

    HostPage lang(String value) {
        return new HostPage(value, head, body, headers);
    }

    /// The same page with more in its head.
    HostPage head(String html) {
        return new HostPage(lang, head + html, body, headers);
    }

    /// The same page with more at its end.
    HostPage body(String html) {
        return new HostPage(lang, head, body + html, headers);
    }

    HostPage header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HostPage(lang, head, body, all);
    }

    HostPage policy(String contentSecurityPolicy) {
        return header("Content-Security-Policy", contentSecurityPolicy);
    }

    String html() {
        return """
        <!doctype html>
        <html%s>
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Shop</title>
            %s
          </head>
          <body>
            <main>%s</main>
          </body>
        </html>
        """
                .formatted(lang.isEmpty() ? "" : " lang=\"" + lang + "\"", head, body);
    }
}
