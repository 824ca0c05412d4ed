package io.jims.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.cli.value.Given;
import io.jims.cli.value.OnOff;
import io.jims.core.PageAction;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags for optional features of the widget.
public final class WidgetOptions {
    private static final String CLIENT_TOOLS = "--client-tools";
    private static final int MAX_TOOLS = 64;
    private static final TypeReference<List<Map<String, @Nullable Object>>> TOOLS =
            new TypeReference<>() {};

    @Option(
            names = "--feedback",
            paramLabel = "<on or off>",
            defaultValue = "on",
            description = "Whether visitors may rate answers.")
    OnOff feedback;

    @Option(
            names = CLIENT_TOOLS,
            paramLabel = "<file>",
            description =
                    "A JSON file of what visitors' pages can do where the app asks for it: a list "
                            + "of objects with name, description, input_schema and confirm.")
    @Nullable String clientTools;

    public boolean feedback() {
        return feedback == OnOff.ON;
    }

    /// The actions that pages may perform.
    ///
    /// @throws SettingException if the file cannot be read, or says something else
    public List<PageAction> clientTools(Given given) {
        SettingValue file = given.value(CLIENT_TOOLS, clientTools);
        if (file.text().isBlank()) {
            return List.of();
        }
        try {
            List<PageAction> actions = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (Map<String, @Nullable Object> tool : read(file, given)) {
                PageAction action = action(tool);
                if (!names.add(action.name())) {
                    throw new IllegalArgumentException("two are called " + action.name());
                }
                actions.add(action);
            }
            if (actions.size() > MAX_TOOLS) {
                throw new IllegalArgumentException("at most " + MAX_TOOLS + " are allowed");
            }
            return actions;
        } catch (IllegalArgumentException e) {
            throw new SettingException(file.explain(String.valueOf(e.getMessage())), e);
        }
    }

    private static List<Map<String, @Nullable Object>> read(SettingValue file, Given given) {
        try {
            return new JsonMapper().readValue(Files.readAllBytes(given.file(file)), TOOLS);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "must be a JSON list of objects: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    private static PageAction action(Map<String, @Nullable Object> tool) {
        String name = text(tool, "name");
        String description = text(tool, "description");
        Object confirm = tool.get("confirm");
        if (!(confirm == null || confirm instanceof Boolean || confirm instanceof String)) {
            throw new IllegalArgumentException("confirm must be true, false or a question");
        }
        String question = confirm instanceof String asked ? asked : description;
        boolean asks = confirm instanceof String || Boolean.TRUE.equals(confirm);
        return new PageAction(name, description, schema(tool), asks ? question : null);
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Map<String, @Nullable Object> schema(Map<String, @Nullable Object> tool) {
        return switch (tool.get("input_schema")) {
            case null -> Map.of("type", "object");
            case Map<?, ?> schema -> (Map<String, @Nullable Object>) schema;
            default -> throw new IllegalArgumentException("input_schema must be an object");
        };
    }

    private static String text(Map<String, @Nullable Object> tool, String member) {
        if (tool.get(member) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("each object needs a " + member);
    }
}
