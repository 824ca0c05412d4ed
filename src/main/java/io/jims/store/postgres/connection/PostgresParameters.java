package io.jims.store.postgres.connection;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGProperty;

/// Translates connection parameters of libpq, SQLAlchemy and asyncpg to those of the Java driver,
/// which may be used as well.
final class PostgresParameters {
    private static final Map<String, String> NAMES =
            Map.of(
                    "application_name", "ApplicationName",
                    "channel_binding", "channelBinding",
                    "connect_timeout", "connectTimeout",
                    "gssencmode", "gssEncMode",
                    "krbsrvname", "kerberosServerName",
                    "prepare_threshold", "prepareThreshold",
                    "sslnegotiation", "sslNegotiation",
                    "timeout", "connectTimeout");

    /// The Java driver's names for what is elsewhere in the URL, or is set by us.
    private static final Set<String> NOT_TAKEN =
            Set.of("PGHOST", "PGPORT", "PGDBNAME", "service", "readOnly", "replication");

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final String SYSTEM_CERTIFICATES = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private PostgresParameters() {}

    /// @throws IllegalArgumentException naming the parameter that is not known, without its value
    static Map<String, String> translate(Map<String, String> given) {
        Map<String, String> translated = new LinkedHashMap<>();
        given.forEach((name, value) -> put(translated, name, value));
        return translated;
    }

    private static void put(Map<String, String> translated, String name, String value) {
        switch (name) {
            case "sslmode" -> translated.put(name, oneOf(name, value, SSL_MODES));
            case "ssl" -> putSsl(translated, value);
            case "sslrootcert" -> {
                boolean system = value.equals("system");
                translated.put(system ? "sslfactory" : name, system ? SYSTEM_CERTIFICATES : value);
            }
            case "target_session_attrs" -> {
                oneOf(name, value, Set.of("any", "read-write", "primary"));
                translated.put("targetServerType", value.equals("any") ? "any" : "primary");
            }
            case "keepalives" -> translated.put("tcpKeepAlive", String.valueOf(!value.equals("0")));
            case "client_encoding" ->
                    oneOf(name, value.toLowerCase(Locale.ROOT).replace("-", ""), Set.of("utf8"));
            // How many statements Python's driver keeps; 0 says that none may be kept.
            case "prepared_statement_cache_size", "statement_cache_size" -> {
                if (value.equals("0")) {
                    translated.put("prepareThreshold", "0");
                }
            }
            case "command_timeout" ->
                    throw PostgresUrlForm.refused(
                            "command_timeout is not taken, but --db-timeout is");
            default -> translated.put(driverName(name), value);
        }
    }

    /// asyncpg takes a mode, and the Java driver a switch.
    private static void putSsl(Map<String, String> translated, String value) {
        if (SSL_MODES.contains(value)) {
            translated.put("sslmode", value);
        } else {
            translated.put("ssl", oneOf("ssl", value, Set.of("true", "false")));
        }
    }

    private static String driverName(String name) {
        String translated = NAMES.getOrDefault(name, name);
        if (PGProperty.forName(translated) == null || NOT_TAKEN.contains(translated)) {
            throw PostgresUrlForm.refused(
                    "the parameter "
                            + (name.matches("\\w{1,40}") ? name : "behind ?")
                            + " is not known; take libpq's names (sslmode, connect_timeout, …) or"
                            + " those of the Java driver");
        }
        return translated;
    }

    private static String oneOf(String name, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw PostgresUrlForm.refused(
                    "the parameter "
                            + name
                            + " takes "
                            + String.join(", ", new TreeSet<>(allowed)));
        }
        return value;
    }
}
