package io.jims;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads hosts and web origins.
final class NetworkNames {
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[\\d.]+");
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*)(\\.[A-Za-z0-9_-]+)*\\.?");
    private static final Pattern ORIGIN =
            Pattern.compile(
                    "([a-z][a-z0-9+.-]*)://([^/?#@:\\[\\]]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");
    private static final int MAX_PORT = 65_535;

    private NetworkNames() {}

    /// An IPv4 or IPv6 address (without its brackets) or a host name.
    static String host(SettingValue value) {
        String text = value.text();
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        if (!isHost(host) || (bracketed && !host.contains(":"))) {
            throw value.refuse(
                    "a host name or an IP address, without scheme and port, such as 0.0.0.0,"
                            + " 127.0.0.1, :: or localhost");
        }
        return host;
    }

    /// `*` alone, or origins as browsers write them: lower case, without a scheme's own port.
    static List<String> origins(SettingValue value) {
        List<String> origins = value.toList();
        if (origins.isEmpty()) {
            throw refuseOrigin(value);
        }
        if (origins.equals(List.of("*"))) {
            return origins;
        }
        return origins.stream().map(origin -> origin(origin, value)).distinct().toList();
    }

    private static String origin(String text, SettingValue value) {
        Matcher matcher = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw refuseOrigin(value);
        }
        String scheme = matcher.group(1);
        String host = matcher.group(2);
        String port = matcher.group(3);
        if (!isHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)) {
            throw refuseOrigin(value);
        }
        if (port == null || isStandardPort(scheme, port)) {
            return scheme + "://" + host;
        }
        if (Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
            throw refuseOrigin(value);
        }
        return scheme + "://" + host + ":" + Integer.parseInt(port);
    }

    private static boolean isStandardPort(String scheme, String port) {
        return (scheme.equals("http") && port.equals("80"))
                || (scheme.equals("https") && port.equals("443"));
    }

    private static UsageException refuseOrigin(SettingValue value) {
        return value.refuse(
                "origins separated by commas, each scheme://host[:port] without a path, such as"
                        + " https://www.example.com, or * alone");
    }

    private static boolean isHost(String text) {
        if (text.contains(":") || DIGITS_AND_DOTS.matcher(text).matches()) {
            return (text.contains(":") || IPV4.matcher(text).matches()) && isAddress(text);
        }
        return HOST_NAME.matcher(text).matches();
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
