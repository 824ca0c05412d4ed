package io.jims.store.postgres.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL database. Its `toString` shows neither password nor parameters.
///
/// @param hosts at least one; the first that is reachable and accepts writes is used
/// @param database the user's name if the URL has none, as in libpq
/// @param user null for the process's user
/// @param password null for none, or that of `~/.pgpass`
/// @param parameters of the driver, by name
public record PostgresUrl(
        List<Host> hosts,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> parameters) {
    public static final String FORM = PostgresUrlForm.FORM;

    private static final Pattern KIND =
            Pattern.compile(
                    "(postgres(ql)?(\\+(?<driver>[a-z0-9_]+))?|jdbc:postgresql):.*",
                    Pattern.DOTALL);
    private static final Pattern DRIVERS =
            Pattern.compile("asyncpg|psycopg|psycopg_async|psycopg2|pg8000");
    private static final Pattern PARTS =
            Pattern.compile(
                    "//(?<login>[^/?#]*@)?(?<hosts>[^/?#@]*)(/(?<database>[^/?#@]*))?(\\?(?<query>[^#]*))?");

    /// Parameters that the URL may contain before its question mark.
    private static final Set<String> ELSEWHERE =
            Set.of("host", "port", "dbname", "user", "password");

    /// One of the servers.
    ///
    /// @param name a name or address; one of IPv6 in brackets
    public record Host(String name, int port) {
        private static final Pattern FORM =
                Pattern.compile("(?<name>\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*)(:(?<port>\\d{0,5}))?");
        private static final int STANDARD_PORT = 5432;
        private static final int MAX_PORT = 65_535;

        public static Host parse(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw PostgresUrlForm.refused(
                        "a host must be a name, an address or [an IPv6 address], then :port");
            }
            String name = parts.group("name");
            return new Host(name.isEmpty() ? "localhost" : decode(name), port(parts.group("port")));
        }

        private static int port(@Nullable String digits) {
            if (digits == null || digits.isEmpty()) {
                return STANDARD_PORT;
            }
            int port = Integer.parseInt(digits);
            if (port < 1 || port > MAX_PORT) {
                throw PostgresUrlForm.refused("a port is a number from 1 to " + MAX_PORT);
            }
            return port;
        }

        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    public PostgresUrl {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
        if (hosts.isEmpty() || database.isEmpty()) {
            throw PostgresUrlForm.refused("the name of the database is missing");
        }
    }

    public static boolean matches(String url) {
        return KIND.matcher(url).matches();
    }

    public static PostgresUrl parse(String url) {
        Matcher kind = KIND.matcher(url);
        String driver = kind.matches() ? kind.group("driver") : null;
        if (driver != null && !DRIVERS.matcher(driver).matches()) {
            throw PostgresUrlForm.refused("the driver behind postgresql+ is not known");
        }
        String rest = url.substring(url.startsWith("jdbc:") ? 16 : url.indexOf(':') + 1);
        Matcher parts = PARTS.matcher(rest.startsWith("//") ? rest : "//localhost/" + rest);
        if (!parts.matches()) {
            throw PostgresUrlForm.refused(
                    "it cannot be read; in user and password write / as %2F, ? as %3F, # as %23 and"
                            + " @ as %40");
        }
        return of(parts);
    }

    /// The address without password, for logs.
    @Override
    public String toString() {
        String login = user == null ? "" : user + "@";
        List<String> addresses = hosts.stream().map(Host::toString).toList();
        return "postgresql://" + login + String.join(",", addresses) + "/" + database;
    }

    private static PostgresUrl of(Matcher parts) {
        Map<String, String> query = query(parts.group("query"));
        String login = parts.group("login");
        if (login != null) {
            String[] halves = login.substring(0, login.length() - 1).split(":", 2);
            query.putIfAbsent("user", decode(halves[0]));
            if (halves.length > 1) {
                query.putIfAbsent("password", decode(halves[1]));
            }
        }
        String database = parts.group("database");
        if (database != null && !database.isEmpty()) {
            query.put("dbname", decode(database));
        }
        Map<String, String> parameters = new LinkedHashMap<>(query);
        parameters.keySet().removeAll(ELSEWHERE);
        String user = emptyToNull(query.get("user"));
        return new PostgresUrl(
                hosts(parts.group("hosts"), query.get("host"), query.get("port")),
                query.getOrDefault("dbname", user == null ? processUser() : user),
                user,
                emptyToNull(query.get("password")),
                PostgresParameters.translate(parameters));
    }

    /// @param names set in the query instead
    private static List<Host> hosts(
            String authority, @Nullable String names, @Nullable String ports) {
        String text = authority.isEmpty() && names != null ? names : authority;
        if (text.startsWith("/")) {
            throw PostgresUrlForm.refused(
                    "a socket file cannot be used; name a host, and let the server listen");
        }
        List<Host> hosts = new ArrayList<>();
        for (String host : text.split(",", -1)) {
            boolean alone = ports != null && !host.matches(".*:\\d+");
            hosts.add(Host.parse(alone ? host + ":" + ports : host));
        }
        return hosts;
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        decode(pair.substring(0, equals)),
                        decode(pair.substring(equals + 1).replace("+", "%20")));
            } else if (!pair.isEmpty()) {
                throw PostgresUrlForm.refused("parameters are written name=value");
            }
        }
        return query;
    }

    /// Turns `%40` into `@`; a plus sign stays one, as in SQLAlchemy and libpq.
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            // Its own message repeats the text, which may be a password.
            throw PostgresUrlForm.refused(
                    "a % is not followed by two hexadecimal digits; write it as %25");
        }
    }

    private static String processUser() {
        return System.getProperty("user.name", "");
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
