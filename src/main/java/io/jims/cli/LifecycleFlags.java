package io.jims.cli;

import io.jims.lifecycle.ApiKey;
import io.jims.lifecycle.FileFormat;
import io.jims.lifecycle.GristDocument;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Reads where the widget's words come from, and the variables in which Grist is named.
public record LifecycleFlags(Function<Flag, SettingValue> values, Environment environment) {
    private static final String SERVER = "GRIST_SERVER_URL";
    private static final String KEY = "GRIST_API_KEY";
    private static final String DOCUMENT = "GRIST_DATA_MODEL_DOC_ID";
    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

    /// Reads the settings.
    ///
    /// @throws UsageException for the first value that is not allowed; it shows no key
    public LifecycleSettings read() {
        return new LifecycleSettings(
                origin(values.apply(Flag.LIFECYCLE)),
                values.apply(Flag.LIFECYCLE_REFRESH).toDuration(SHORTEST_REFRESH),
                path(values.apply(Flag.LIFECYCLE_CACHE)));
    }

    private Origin origin(SettingValue choice) {
        return switch (choice.text().toLowerCase(Locale.ROOT)) {
            case "auto" -> hasGrist() ? new Origin.Grist(grist(choice)) : new Origin.Table(false);
            case "grist" -> new Origin.Grist(grist(choice));
            case "sql" -> new Origin.Table(true);
            case "none" -> new Origin.None();
            default -> file(choice);
        };
    }

    private Origin file(SettingValue choice) {
        FileFormat format =
                FileFormat.of(choice.text())
                        .orElseThrow(() ->
                                choice.refuse(
                                        "auto, grist, sql, none, or a .csv, .json, .yaml or .yml"
                                                + " file"));
        return new Origin.File(path(choice), format);
    }

    private Path path(SettingValue value) {
        try {
            if (!value.text().isBlank()) {
                return environment.workingDirectory().resolve(value.text());
            }
        } catch (InvalidPathException e) {
            throw new UsageException(value.label() + " is no path on this system", e);
        }
        throw value.refuse("a file");
    }

    private boolean hasGrist() {
        return List.of(SERVER, KEY, DOCUMENT).stream()
                .allMatch(name -> environment.find(List.of(name)).isPresent());
    }

    private GristDocument grist(SettingValue choice) {
        URI server = variable(choice, SERVER, LifecycleFlags::server);
        String id = variable(choice, DOCUMENT, LifecycleFlags::document);
        return new GristDocument(server, id, variable(choice, KEY, ApiKey::new));
    }

    /// Says nothing of the value but what is allowed.
    private <T> T variable(SettingValue choice, String name, Function<String, T> read) {
        Environment.Variable variable =
                environment
                        .find(List.of(name))
                        .orElseThrow(() ->
                                new UsageException(
                                        choice.label() + ": grist needs " + name + " to be set"));
        try {
            return read.apply(variable.value());
        } catch (IllegalArgumentException e) {
            throw new UsageException(variable.origin() + " is not allowed; " + e.getMessage(), e);
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

    private static String document(String id) {
        GristDocument.requireId(id);
        return id;
    }
}
