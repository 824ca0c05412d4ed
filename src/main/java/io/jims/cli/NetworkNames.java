package io.jims.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// Reads the names of hosts.
public final class NetworkNames {
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[\\d.]+");
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*)(\\.[A-Za-z0-9_-]+)*\\.?");

    private NetworkNames() {}

    /// An IPv4 or IPv6 address (without its brackets) or a host name.
    public static String host(SettingValue value) {
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

    /// Whether only this machine reaches what listens there.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // nothing can listen there
        }
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
