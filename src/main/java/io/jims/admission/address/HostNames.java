package io.jims.admission.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// The one rule for host names: what consists of digits and dots must be an IPv4 address.
public final class HostNames {
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[\\d.]+");

    private HostNames() {}

    /// Whether it is an IPv4 or IPv6 address (without brackets) or a name.
    public static boolean isHost(String text) {
        boolean address = text.contains(":") || DIGITS_AND_DOTS.matcher(text).matches();
        return address ? IpAddresses.parse(text).isPresent() : NAME.matcher(text).matches();
    }

    /// Whether only this machine can connect to the host. May query DNS.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // nothing can listen there
        }
    }
}
