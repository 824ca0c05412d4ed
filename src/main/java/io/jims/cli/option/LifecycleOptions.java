package io.jims.cli.option;

import io.jims.cli.value.Bounds;
import io.jims.cli.value.Environment;
import io.jims.cli.value.Given;
import io.jims.core.secret.Secret;
import io.jims.lifecycle.FileFormat;
import io.jims.lifecycle.GristDocument;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Option;

/// The flags for the source of the widget's words, and the variables of Grist.
public final class LifecycleOptions {
    private static final String LIFECYCLE = "--lifecycle";
    private static final String CACHE = "--lifecycle-cache";
    private static final String SERVER = "GRIST_SERVER_URL";
    private static final String KEY = "GRIST_API_KEY";
    private static final String DOCUMENT = "GRIST_DATA_MODEL_DOC_ID";

    @Option(
            names = LIFECYCLE,
            paramLabel = "<source>",
            defaultValue = "auto",
            description =
                    "Where the widget's words (ConversationLifecycle) come from: grist "
                            + "(GRIST_SERVER_URL, GRIST_API_KEY, GRIST_DATA_MODEL_DOC_ID), sql "
                            + "(dm_conversation_lifecycle in the database), a .csv, .json, .yaml or "
                            + ".yml file, or none. auto is grist where its variables are set (and "
                            + "sql until Grist has answered), else sql where the table is there, else none.")
    String source;

    @Option(
            names = "--lifecycle-refresh",
            defaultValue = "60s",
            description = "How often they are asked for anew, beside on SIGHUP; {bounds}.")
    @Bounds(from = "1s", to = "24h")
    Duration refresh;

    @Option(
            names = CACHE,
            paramLabel = "<file>",
            defaultValue = "jims-widget-lifecycle.json",
            description = "Keeps the last good words, for a start at which their source is down.")
    String cache;

    /// The settings of the source.
    ///
    /// @throws SettingException for the first value that is not allowed; it shows no key
    public LifecycleSettings settings(Given given) {
        return new LifecycleSettings(
                origin(given), refresh, file(given.value(CACHE, cache), given));
    }

    private Origin origin(Given given) {
        SettingValue choice = given.value(LIFECYCLE, source);
        Environment environment = given.environment();
        return switch (source.toLowerCase(Locale.ROOT)) {
            case "auto" ->
                    hasGrist(environment)
                            ? new Origin.Grist(grist(choice, environment), true)
                            : new Origin.Table(false);
            case "grist" -> new Origin.Grist(grist(choice, environment));
            case "sql" -> new Origin.Table(true);
            case "none" -> new Origin.None();
            default -> new Origin.File(file(choice, given), format(choice));
        };
    }

    private static FileFormat format(SettingValue choice) {
        return FileFormat.of(choice.text())
                .orElseThrow(() ->
                        choice.refuse(
                                "auto, grist, sql, none, or a .csv, .json, .yaml or .yml file"));
    }

    private static Path file(SettingValue value, Given given) {
        if (value.text().isBlank()) {
            throw value.refuse("a file");
        }
        return given.file(value);
    }

    private static boolean hasGrist(Environment environment) {
        return List.of(SERVER, KEY, DOCUMENT).stream()
                .allMatch(name -> environment.find(List.of(name)).isPresent());
    }

    private static GristDocument grist(SettingValue choice, Environment environment) {
        URI server = variable(choice, environment, SERVER, LifecycleOptions::server);
        String id = variable(choice, environment, DOCUMENT, LifecycleOptions::document);
        return new GristDocument(
                server, id, variable(choice, environment, KEY, LifecycleOptions::key));
    }

    /// The message does not show the value, only what is allowed.
    private static <T> T variable(
            SettingValue choice, Environment environment, String name, Function<String, T> read) {
        Environment.Variable variable =
                environment
                        .find(List.of(name))
                        .orElseThrow(() ->
                                new SettingException(
                                        choice.label() + ": grist needs " + name + " to be set"));
        try {
            return read.apply(variable.value());
        } catch (IllegalArgumentException e) {
            throw new SettingException(variable.origin() + " is not allowed; " + e.getMessage(), e);
        }
    }

    private static URI server(String text) {
        URI server;
        try {
            server = new URI(text);
        } catch (URISyntaxException e) { // its message quotes the text
            throw new IllegalArgumentException("give a URL: https://grist.example.com", e);
        }
        GristDocument.requireAddress(server);
        return server;
    }

    private static Secret key(String text) {
        return Secret.forHeader("an API key", text);
    }

    private static String document(String id) {
        GristDocument.requireId(id);
        return id;
    }
}
