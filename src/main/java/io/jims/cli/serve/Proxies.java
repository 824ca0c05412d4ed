package io.jims.cli.serve;

import static java.lang.System.Logger.Level.WARNING;

import io.jims.cli.value.Environment;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The proxies of `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in upper or lower case, for all HTTP
/// clients of this process. This machine itself is always reached directly. Safe for all threads.
final class Proxies extends ProxySelector {
    private static final System.Logger LOG = System.getLogger(Proxies.class.getName());
    private static final int DEFAULT_PORT = 80;
    private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);

    private final Map<String, Place> byScheme;
    private final NoProxy exceptions;

    /// A proxy and its credentials.
    private record Place(Proxy proxy, String host, @Nullable String login) {}

    private Proxies(Map<String, Place> byScheme, NoProxy exceptions) {
        this.byScheme = byScheme;
        this.exceptions = exceptions;
    }

    /// Reads the variables; empty if they name no proxy. An invalid one is ignored, with a warning
    /// that does not show its value: it may contain a password.
    static Optional<Proxies> read(Environment environment) {
        Map<String, Place> byScheme = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            String name = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
            environment
                    .find(List.of(name, name.toLowerCase(Locale.ROOT)))
                    .flatMap(Proxies::place)
                    .ifPresent(place -> byScheme.put(scheme, place));
        }
        String exceptions =
                environment
                        .find(List.of("NO_PROXY", "no_proxy"))
                        .map(Environment.Variable::value)
                        .orElse("");
        return byScheme.isEmpty()
                ? Optional.empty()
                : Optional.of(new Proxies(byScheme, NoProxy.parse(exceptions)));
    }

    /// Sets them as the default for all HTTP clients built from now on.
    void install() {
        ProxySelector.setDefault(this);
        if (byScheme.values().stream().anyMatch(place -> place.login() != null)) {
            // The JDK does not log in to a proxy for https otherwise; read by the first client.
            System.getProperties().putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
            Authenticator.setDefault(new Login());
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        Place place = byScheme.get(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
        return place == null || exceptions.covers(uri) ? NONE : List.of(place.proxy());
    }

    /// Ignored: the caller gets the exception itself.
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

    private static Optional<Place> place(Environment.Variable variable) {
        String value = variable.value();
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
                Proxy proxy = new Proxy(Proxy.Type.HTTP, address);
                return Optional.of(new Place(proxy, uri.getHost(), uri.getUserInfo()));
            }
        } catch (IllegalArgumentException e) { // its message quotes the text
            LOG.log(WARNING, "{0} is no address", variable.origin());
        }
        LOG.log(
                WARNING,
                "{0} is left out; give a proxy as http://[user:password@]host:port",
                variable.origin());
        return Optional.empty();
    }

    /// Sends our credentials to the proxies only.
    private final class Login extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            for (Place place : byScheme.values()) {
                String login = place.login();
                if (login != null && place.host().equalsIgnoreCase(getRequestingHost())) {
                    int colon = login.indexOf(':');
                    String user = colon < 0 ? login : login.substring(0, colon);
                    String password = colon < 0 ? "" : login.substring(colon + 1);
                    return new PasswordAuthentication(user, password.toCharArray());
                }
            }
            return null;
        }
    }
}
