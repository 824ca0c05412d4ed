package io.jims.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// A source of an answer, as a Markdown reference definition: every client that renders Markdown
/// turns the marks that refer to it into links.
///
/// @param title in one line; may be empty
/// @param url `http` or `https`, with a host
public record Source(String title, String url) {
    private static final int MAX_TITLE = 200;

    /// @throws IllegalArgumentException if nobody could follow the address
    public Source {
        if (!isCitable(url)) {
            throw new IllegalArgumentException(
                    "a source has an http or https address with a host, without spaces: " + url);
        }
        String line = title.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        title = line.length() > MAX_TITLE ? line.substring(0, MAX_TITLE).strip() + "…" : line;
    }

    /// Whether a source may have this address.
    public static boolean isCitable(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            return switch (scheme.toLowerCase(Locale.ROOT)) {
                case "http", "https" -> uri.getHost() != null && uri.getUserInfo() == null;
                default -> false;
            };
        } catch (URISyntaxException e) { // as an answer to the question
            return false;
        }
    }

    /// The definition for this mark, such as `[1]: https://example.com "Title"`.
    public String define(String mark) {
        String address = url.replace("(", "%28").replace(")", "%29");
        String named = title.replace("\\", "\\\\").replace("\"", "\\\"");
        return mark + ": " + address + (named.isEmpty() ? "" : " \"" + named + "\"");
    }
}
