package io.jims.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where something in an answer was found, as a Markdown reference definition: every client that
/// shows Markdown makes links of the marks that refer to it.
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

    /// Whether it is an address that a source may have.
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

    /// The definition for this mark: `[1]: https://example.com "Title"`.
    public String define(String mark) {
        String address = url.replace("(", "%28").replace(")", "%29");
        String named = title.replace("\\", "\\\\").replace("\"", "\\\"");
        return mark + ": " + address + (named.isEmpty() ? "" : " \"" + named + "\"");
    }
}
