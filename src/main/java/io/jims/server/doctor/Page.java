package io.jims.server.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.widget.http.PinnedLoader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of the website, as far as the widget is concerned.
///
/// @param attributes of the script tag
/// @param policies its `Content-Security-Policy` values, all of which must allow the widget
record Page(URI address, Map<String, String> attributes, List<ContentPolicy> policies) {
    private static final Pattern TAG =
            Pattern.compile("<script\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern META =
            Pattern.compile("<meta\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");
    private static final String LOADER = "jims-widget";

    Page {
        attributes = Map.copyOf(attributes);
        policies = List.copyOf(policies);
    }

    /// @param policies the values of its header `Content-Security-Policy`
    /// @throws IllegalArgumentException if it has no tag of the widget
    static Page read(URI address, String html, List<String> policies) {
        String shown = COMMENT.matcher(html).replaceAll("");
        Map<String, String> tag =
                TAG.matcher(shown)
                        .results()
                        .map(found -> attributes(found.group(1)))
                        .filter(found -> found.getOrDefault("src", "").contains(LOADER))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        address
                                                + " has no <script> with"
                                                + " /static/jims-widget.js; add the tag, or"
                                                + " give the page that has it (--page)"));
        List<ContentPolicy> all = new java.util.ArrayList<>();
        policies.forEach(policy -> all.add(ContentPolicy.parse(policy)));
        META.matcher(shown)
                .results()
                .map(found -> attributes(found.group(1)))
                .filter(meta ->
                        meta.getOrDefault("http-equiv", "")
                                .equalsIgnoreCase("content-security-policy"))
                .forEach(meta -> all.add(ContentPolicy.parse(meta.getOrDefault("content", ""))));
        return new Page(address, tag, all);
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = "";
            for (int group = 2; group <= 4; group++) {
                value = matcher.group(group) == null ? value : matcher.group(group);
            }
            attributes.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT), value.replace("&amp;", "&"));
        }
        return attributes;
    }

    /// The URL of the loader.
    URI script() {
        return address.resolve(attributes.getOrDefault("src", "").strip());
    }

    /// Whether the tag's `integrity` matches this loader. Hashes of another algorithm than
    /// `jims-widget snippet` uses are ignored.
    boolean isIntact(String loader) {
        String integrity = attributes.getOrDefault("integrity", "").strip();
        return !integrity.matches("sha384-\\S+")
                || integrity.equals(PinnedLoader.integrity(loader.getBytes(UTF_8)));
    }

    /// The URL of the widget's server, without a trailing slash.
    URI server() {
        String given = attributes.getOrDefault("data-server", "").strip();
        String server =
                given.isEmpty()
                        ? script().toString().replaceFirst("/static/.*$", "")
                        : address.resolve(given).toString();
        if (!server.matches("https?://[^/]+.*")) {
            throw new IllegalArgumentException(
                    "data-server is '" + given + "'; give the http(s) address of the server");
        }
        return URI.create(server.replaceFirst("[?#].*$", "").replaceFirst("/+$", ""));
    }

    boolean hasToken() {
        return !attributes.getOrDefault("data-token", "").isBlank();
    }

    /// What prevents the widget from working on this page, and what to change; empty for nothing.
    Optional<String> refusal() {
        URI server = server();
        if (address.getScheme().equals("https") && server.getScheme().equals("http")) {
            return Optional.of(
                    "the page is https and its server "
                            + server
                            + " is http, which browsers block; give the server a certificate, and"
                            + " https:// in the tag");
        }
        String socket = origin(server).replaceFirst("^http", "ws");
        boolean hasNonce = attributes.containsKey("nonce");
        for (ContentPolicy policy : policies) {
            if (!policy.allows("script-src", origin(script()), origin(address), hasNonce)) {
                return Optional.of(policy("script-src", origin(script())));
            }
            if (!policy.allows("connect-src", socket, origin(address), false)) {
                return Optional.of(policy("connect-src", socket));
            }
        }
        return Optional.empty();
    }

    private static String policy(String directive, String source) {
        return "its Content-Security-Policy refuses the widget; add "
                + source
                + " to its "
                + directive;
    }

    /// Serialised as browsers do it.
    static String origin(URI address) {
        boolean implied =
                address.getPort() == -1
                        || (address.getScheme().equals("http") && address.getPort() == 80)
                        || (address.getScheme().equals("https") && address.getPort() == 443);
        return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT)
                + (implied ? "" : ":" + address.getPort());
    }
}
