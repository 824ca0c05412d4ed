package io.jims.app.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;

/// The URL of a jims-api service: `http(s)://host[:port][/path]`, where a proxy may add a path.
/// Contains no secret, so it may be logged.
///
/// @param base without a trailing slash
record ServiceUrl(URI base) {
    private static final int MAX_PORT = 65_535;
    private static final String CHAT = "/api/v1/chat";
    private static final String CHAT_STREAM = "/api/v1/chat/stream";

    /// Reads what the operator gave: a slash at the end does not matter, nor does the path of one
    /// of the service's two endpoints.
    ///
    /// @throws IllegalArgumentException saying what is wrong, without the text, which may hold a
    ///   password
    static ServiceUrl parse(String text) {
        URI uri = toUri(text);
        if (uri.getRawUserInfo() != null) {
            throw refuse("it holds a user or password; give a token with --app-token");
        }
        if (uri.getHost() == null) {
            throw refuse("it has no valid host name (letters, digits, hyphens and dots)");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refuse("it has a query or fragment");
        }
        if (uri.getPort() > MAX_PORT || uri.getPort() == 0) {
            throw refuse("its port is not from 1 to " + MAX_PORT);
        }
        return new ServiceUrl(
                URI.create(
                        uri.getScheme()
                                + "://"
                                + uri.getRawAuthority()
                                + prefix(uri.getRawPath())));
    }

    URI chat() {
        return URI.create(base + CHAT);
    }

    URI chatStream() {
        return URI.create(base + CHAT_STREAM);
    }

    /// Whether what is sent there can be read on the way.
    boolean isOpenToEavesdroppers() {
        return base.getScheme().equalsIgnoreCase("http") && !isLoopback(base.getHost());
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static String prefix(String path) {
        String prefix = path.replaceAll("/+$", "");
        for (String endpoint : List.of(CHAT_STREAM, CHAT)) {
            if (prefix.endsWith(endpoint)) {
                return prefix.substring(0, prefix.length() - endpoint.length());
            }
        }
        return prefix;
    }

    /// Asks no name server: only names and addresses that always mean this machine count.
    private static boolean isLoopback(String host) {
        boolean isAddress = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            return host.equalsIgnoreCase("localhost")
                    || (isAddress && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false; // no address after all; the warning says what it is about
        }
    }

    private static URI toUri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) { // its message quotes the text
            throw refuse(e.getReason());
        }
    }

    private static IllegalArgumentException refuse(String reason) {
        return new IllegalArgumentException(
                "the URL is not allowed: "
                        + reason
                        + "; give http://host[:port][/path] or https://host[:port][/path]");
    }
}
