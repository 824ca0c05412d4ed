package io.jims;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The flags of the command line, in the order of `--help`. The constant's name is the flag's:
/// `APP_PATH` is `--app-path`, and `JIMS_APP_PATH` in the environment.
enum Flag {
    APP(
            Heading.APP,
            "<name>",
            "app",
            "What answers the visitors: a built-in app (app, demo, echo), a registered one, or"
                    + " some.Class:member from the class path or --app-path."),
    APP_PATH(
            Heading.APP,
            "<paths>",
            null,
            "Jars and directories (of classes or jars) that hold the app; separated by the"
                    + " system's path separator or commas."),
    PIPELINE_TIMEOUT(
            Heading.APP, "<duration>", "120s", "How long one answer may take; 1ms to 24h."),
    MAX_RUNS(
            Heading.APP,
            "<n>",
            "256",
            "How many answers may be under way at once, others wait; 1 to 100000."),
    HISTORY_EVENTS(
            Heading.APP,
            "<n>",
            "10000",
            "How many of a thread's newest events an app sees at least; 1 to 1000000."),

    HOST(Heading.SERVER, "<host>", "0.0.0.0", "Address or name of the interface to listen on."),
    PORT(
            Heading.SERVER,
            "<port>",
            "8090",
            "Port of pages, scripts and WebSockets; 0 takes a free one."),
    CORS_ORIGINS(
            Heading.SERVER,
            "<origins>",
            "*",
            "Origins (scheme://host[:port], separated by commas) whose pages may read from this"
                    + " server; * for all."),
    DB(
            Heading.SERVER,
            "<url>",
            "sqlite:///jims-widget.db",
            "Where conversations are kept; also from JIMS_DB_CONN_URI."),

    MAX_MESSAGE_CHARS(Heading.LIMITS, "<n>", "8000", "Longest message of a visitor; 1 to 1000000."),
    MAX_FRAME_BYTES(Heading.LIMITS, "<n>", "65536", "Longest WebSocket message; 1024 to 1048576."),
    MAX_WAITING(
            Heading.LIMITS,
            "<n>",
            "8",
            "Messages that may wait on one socket, or for one thread; 1 to 1000."),
    MAX_SOCKETS(Heading.LIMITS, "<n>", "20000", "Open sockets; 1 to 1000000."),
    PING_INTERVAL(
            Heading.LIMITS,
            "<duration>",
            "30s",
            "How often a silent client is pinged, to be cut off if it stays silent; 1ms to 24h."),
    WRITE_TIMEOUT(
            Heading.LIMITS,
            "<duration>",
            "10s",
            "How long a client may fail to read what it is sent; 1ms to 24h."),
    DRAIN_TIMEOUT(
            Heading.LIMITS,
            "<duration>",
            "30s",
            "How long answers under way may take at shutdown; 0s to 24h."),

    METRICS_PORT(
            Heading.OPERATIONS,
            "<port>",
            "8001",
            "Port of Prometheus metrics; 0 takes a free one."),
    ENABLE_SENTRY(
            Heading.OPERATIONS,
            "",
            "false",
            "Reports failed answers to Sentry, whose DSN is in SENTRY_DSN."),
    VERBOSE(Heading.OPERATIONS, "", "false", "Debug logs, and stack traces of a failed start.");

    /// What the flags of one part of `--help` have in common.
    enum Heading {
        APP("App"),
        SERVER("Server"),
        LIMITS("Limits"),
        OPERATIONS("Operations");

        private final String title;

        Heading(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Heading heading;
    private final String parameter;
    private final @Nullable String defaultText;
    private final String description;

    Flag(Heading heading, String parameter, @Nullable String defaultText, String description) {
        this.heading = heading;
        this.parameter = parameter;
        this.defaultText = defaultText;
        this.description = description;
    }

    Heading heading() {
        return heading;
    }

    /// As it is written on the command line: `--app-path`.
    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The name of its value in `--help`; empty for a switch.
    String parameter() {
        return parameter;
    }

    /// Whether it is on or off, and stands alone for on.
    boolean isSwitch() {
        return parameter.isEmpty();
    }

    Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    String description() {
        return description;
    }

    /// The environment variables that set it; the first that is set counts.
    List<String> variables() {
        String own = "JIMS_" + name();
        return this == DB ? List.of(own, "JIMS_DB_CONN_URI") : List.of(own);
    }
}
