package io.jims.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The flags of the command line, in the order of `--help`. The constant's name is the flag's:
/// `APP_PATH` is `--app-path`, and `JIMS_APP_PATH` in the environment.
public enum Flag {
    CONTACT(
            Heading.REQUEST,
            "<id>",
            null,
            "The contact that is meant, as the column contact_id has it."),
    DRY_RUN(Heading.REQUEST, "", "false", "Only says how many there are."),
    TTL(Heading.REQUEST, "<duration>", "1h", "How long the token is good; 1s to 24h."),

    APP(
            Heading.APP,
            "<name>",
            "app",
            "What answers the visitors: a built-in app (app, assistant, demo, echo), one that"
                    + " is registered, a Java some.Class:member from the class path or --app-path,"
                    + " a Python some_module:attr, or the http(s) URL of a jims-api service. app is"
                    + " the assistant where a language model is configured, else the demo."),
    APP_PATH(
            Heading.APP,
            "<paths>",
            null,
            "Jars and directories (of classes or jars) that hold the app; separated by the"
                    + " system's path separator or commas."),
    APP_TOKEN(
            Heading.APP,
            "<token>",
            null,
            "Bearer token for a jims-api service; better given as JIMS_APP_TOKEN, which other"
                    + " users of the machine cannot see."),
    APP_CONNECT_TIMEOUT(
            Heading.APP,
            "<duration>",
            "10s",
            "How long a connection to a jims-api service may take to be made; 1ms to 24h."),
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

    MODEL(
            Heading.ASSISTANT,
            "<name>",
            null,
            "Language model: a name of OpenAI's, or provider/name with openai, anthropic, gemini,"
                    + " openrouter or ollama; also from MODEL. Where none is given, a small one of"
                    + " the first provider that has a key."),
    SYSTEM_PROMPT(
            Heading.ASSISTANT,
            "<text or file>",
            null,
            "The model's instructions, or a file that holds them; at most 100000 characters."),
    HISTORY_LENGTH(
            Heading.ASSISTANT,
            "<n>",
            "20",
            "How many messages of the thread the model sees; 1 to 1000."),
    TEMPERATURE(
            Heading.ASSISTANT, "<number>", null, "How freely the model chooses its words; 0 to 2."),
    MAX_ANSWER_TOKENS(
            Heading.ASSISTANT, "<n>", null, "Longest answer, in the model's tokens; 1 to 1000000."),
    MODEL_TIMEOUT(
            Heading.ASSISTANT,
            "<duration>",
            "60s",
            "How long the model's provider may be silent; 1ms to 24h."),
    TOOLS(
            Heading.ASSISTANT,
            "<classes>",
            null,
            "Classes of the class path or --app-path, separated by commas, whose @Tool methods the"
                    + " model may call."),
    PYTHON(
            Heading.PYTHON,
            "<path>",
            "python3",
            "What runs a Python app, 3.12 or newer with jims-core: a virtual environment, an"
                    + " interpreter's path, or a command."),
    PYTHON_WORKERS(
            Heading.PYTHON,
            "<n>",
            "1",
            "Processes that host the app; each of them runs many answers at once; 1 to 256."),
    PYTHON_START_TIMEOUT(
            Heading.PYTHON,
            "<duration>",
            "120s",
            "How long a process may take to load the app; 1ms to 24h."),
    PYTHON_STALL_TIMEOUT(
            Heading.PYTHON,
            "<duration>",
            "60s",
            "How long the app may block a process's event loop, which is then started again;"
                    + " 1ms to 24h."),
    PYTHON_MAX_LINE_BYTES(
            Heading.PYTHON,
            "<n>",
            "16777216",
            "Longest event that a process may send; 65536 to 1024000000."),
    PYTHON_CACHE_EVENTS(
            Heading.PYTHON,
            "<n>",
            "100000",
            "Events that a process keeps, of the threads that spoke last; 1 to 100000000."),

    HOST(Heading.SERVER, "<host>", "0.0.0.0", "Address or name of the interface to listen on."),
    PORT(
            Heading.SERVER,
            "<port>",
            "8090",
            "Port of pages, scripts and WebSockets; 0 takes a free one."),
    TLS_CERT(
            Heading.SERVER,
            "<file>",
            null,
            "Certificate of the server and those of its issuers, PEM; serves https in place of"
                    + " http. A changed file is used without a restart."),
    TLS_KEY(Heading.SERVER, "<file>", null, "Its private key, PEM, not encrypted."),
    DB(
            Heading.SERVER,
            "<url>",
            "sqlite:///jims-widget.db",
            "Where conversations are kept, in SQLite or PostgreSQL; also from JIMS_DB_CONN_URI."),
    DB_POOL(
            Heading.SERVER,
            "<n>",
            "10",
            "Connections to PostgreSQL, of which up to two write; 2 to 1000."),
    DB_TIMEOUT(
            Heading.SERVER,
            "<duration>",
            "5s",
            "How long PostgreSQL may take for one statement or connection; 250ms to 24h."),
    DB_WAIT(
            Heading.SERVER,
            "<duration>",
            "60s",
            "How long the start waits for PostgreSQL to be there; 0s to 24h."),
    RETENTION(
            Heading.SERVER,
            "<duration>",
            null,
            "How long conversations are kept after their last event, as in 180d; 1h to 36500d. For"
                    + " ever where none is given."),

    LIFECYCLE(
            Heading.WORDS,
            "<source>",
            "auto",
            "Where the widget's words (ConversationLifecycle) come from: grist (GRIST_SERVER_URL,"
                    + " GRIST_API_KEY, GRIST_DATA_MODEL_DOC_ID), sql (dm_conversation_lifecycle in the"
                    + " database), a .csv, .json, .yaml or .yml file, or none. auto is grist where its"
                    + " variables are set, else sql where the table is there, else none."),
    LIFECYCLE_REFRESH(
            Heading.WORDS,
            "<duration>",
            "60s",
            "How often they are asked for anew, beside on SIGHUP; 1s to 24h."),
    LIFECYCLE_CACHE(
            Heading.WORDS,
            "<file>",
            "jims-widget-lifecycle.json",
            "Keeps the last good words, for a start at which their source is down."),

    CORS_ORIGINS(
            Heading.ACCESS,
            "<origins>",
            "*",
            "Origins (scheme://host[:port], separated by commas) whose pages may use this server;"
                    + " https://*.example.com stands for all subdomains, * for all origins."),
    ALLOW_NO_ORIGIN(
            Heading.ACCESS,
            "",
            "false",
            "Lets in clients that name no origin, which are programs, where --cors-origins lists"
                    + " some."),
    AUTH_SECRET(
            Heading.ACCESS,
            "<secret>",
            null,
            "What your site's backend signs visitors' tokens with (HS256), 32 bytes at least; asks"
                    + " every visitor for a token. Better given as JIMS_AUTH_SECRET, which other"
                    + " users of the machine cannot see, or as --auth-secret-file."),
    AUTH_SECRET_FILE(
            Heading.ACCESS,
            "<file>",
            null,
            "The same, from a file; a line break at its end does not count."),
    AUTH_JWKS(
            Heading.ACCESS,
            "<url or file>",
            null,
            "Public keys (a JWK set) of those who sign visitors' tokens with RS256, ES256 or EdDSA;"
                    + " asks every visitor for a token."),
    AUTH_JWKS_MAX_AGE(
            Heading.ACCESS,
            "<duration>",
            "5m",
            "How old these keys may grow before they are read again; 1ms to 24h."),
    AUTH_ISSUER(Heading.ACCESS, "<name>", null, "What a token's iss must be."),
    AUTH_AUDIENCE(Heading.ACCESS, "<name>", null, "What must be among a token's aud."),
    AUTH_CLOCK_SKEW(
            Heading.ACCESS,
            "<duration>",
            "30s",
            "How far the clock of those who sign tokens may be off; 0s to 24h."),
    TRUSTED_PROXIES(
            Heading.ACCESS,
            "<networks>",
            null,
            "Addresses or networks (10.0.0.0/8) of proxies, separated by commas, that say in"
                    + " X-Forwarded-For or Forwarded where a client comes from; nobody else is"
                    + " believed."),

    MAX_MESSAGE_CHARS(Heading.LIMITS, "<n>", "8000", "Longest message of a visitor; 1 to 1000000."),
    MAX_FRAME_BYTES(Heading.LIMITS, "<n>", "65536", "Longest WebSocket message; 1024 to 1048576."),
    MAX_APP_RESPONSE_BYTES(
            Heading.LIMITS,
            "<n>",
            "4194304",
            "Longest answer of a jims-api service; 1024 to 67108864."),
    MAX_WAITING(
            Heading.LIMITS,
            "<n>",
            "8",
            "Messages that may wait on one socket, or for one thread; 1 to 1000."),
    MAX_SOCKETS(Heading.LIMITS, "<n>", "20000", "Open sockets; 1 to 1000000."),
    SOCKETS_PER_ADDRESS(
            Heading.LIMITS,
            "<n>",
            "256",
            "Open sockets of one address, or of one /64 network of IPv6; 1 to 1000000, or off."),
    MAX_WAITING_RUNS(
            Heading.LIMITS,
            "<n>",
            "1024",
            "Conversations that may wait for their answer beyond --max-runs; 0 to 1000000."),
    MESSAGES_PER_CONTACT(
            Heading.LIMITS, "<rate>", "30/1m", "Messages of one visitor, such as 30/1m, or off."),
    CONTACT_BURST(Heading.LIMITS, "<n>", "10", "How many of them may come at once; 1 to 1000000."),
    MESSAGES_PER_THREAD(Heading.LIMITS, "<rate>", "30/1m", "Messages of one conversation, or off."),
    THREAD_BURST(Heading.LIMITS, "<n>", "10", "How many of them may come at once; 1 to 1000000."),
    MESSAGES_PER_ADDRESS(
            Heading.LIMITS,
            "<rate>",
            "300/1m",
            "Messages from one address, or from one /64 network of IPv6, or off."),
    ADDRESS_BURST(Heading.LIMITS, "<n>", "60", "How many of them may come at once; 1 to 1000000."),
    THREADS_PER_ADDRESS(
            Heading.LIMITS, "<rate>", "60/1h", "Conversations that one address begins, or off."),
    THREADS_BURST(Heading.LIMITS, "<n>", "20", "How many of them may come at once; 1 to 1000000."),
    MAX_REFUSALS(
            Heading.LIMITS,
            "<n>",
            "100",
            "Messages of one socket that are refused, beyond one a second, until it is closed;"
                    + " 1 to 1000000, or off."),
    DAILY_MESSAGES(
            Heading.LIMITS,
            "<n>",
            "20000",
            "Messages that are answered in a day (UTC); 1 to 1000000000000, or off."),
    DAILY_TOKENS(
            Heading.LIMITS,
            "<n>",
            "20000000",
            "Tokens of language models that a day may cost; 1 to 1000000000000, or off."),
    DAILY_MESSAGES_PER_CONTACT(
            Heading.LIMITS,
            "<n>",
            "500",
            "Messages of one visitor in a day; 1 to 1000000000000, or off."),
    DAILY_TOKENS_PER_CONTACT(
            Heading.LIMITS,
            "<n>",
            "500000",
            "Tokens that one visitor may cost in a day; 1 to 1000000000000, or off."),
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
            "Reports failed answers, and how long each took, to Sentry, whose DSN is in"
                    + " SENTRY_DSN."),
    SENTRY_MESSAGES(
            Heading.OPERATIONS,
            "",
            "false",
            "Shows Sentry the visitor's message that was not answered."),
    LOG_FORMAT(
            Heading.OPERATIONS,
            "<format>",
            "text",
            "How the log is written, one line an event: text, or json."),
    ACCESS_LOG(Heading.OPERATIONS, "", "false", "Logs every request and connection."),
    VERBOSE(Heading.OPERATIONS, "", "false", "Debug logs, and stack traces.");

    /// What the flags of one part of `--help` have in common.
    enum Heading {
        /// Of subcommands only.
        REQUEST("Request"),
        APP("App"),
        ASSISTANT("LLM assistant"),
        PYTHON("Python apps"),
        SERVER("Server"),
        WORDS("Words of the widget"),
        ACCESS("Access"),
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
    public String option() {
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
        return switch (this) {
            case DB -> List.of(own, "JIMS_DB_CONN_URI");
            case MODEL -> List.of(own, "MODEL");
            default -> List.of(own);
        };
    }
}
