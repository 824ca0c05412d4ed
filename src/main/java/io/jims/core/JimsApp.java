package io.jims.core;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An app, as named by `--app`.
///
/// @param name the `pipeline` label of metrics; 1 to 100 characters
/// @param pipeline answers the visitor's messages
/// @param conversationStart answers `/start`; null if the app has no opening of its own
/// @param startName the `pipeline` label of its runs; 1 to 100 characters
/// @param commands other than `/start` that the pipeline answers itself, such as `/help`; any other
///   command reaches it only if the widget's words have no answer to it
public record JimsApp(
        String name,
        Pipeline pipeline,
        @Nullable Pipeline conversationStart,
        String startName,
        Set<String> commands) {
    private static final int MAX_NAME_LENGTH = 100;
    private static final String START_SUFFIX = "_start";

    public JimsApp {
        requireName(name);
        requireName(startName);
        for (String command : commands) {
            if (!UserCommand.name(command).equals(Optional.of(command))) {
                throw new IllegalArgumentException(
                        "a command is a slash and a word in lower case, /help: " + command);
            }
        }
        commands = Set.copyOf(commands);
    }

    /// An app with an opening of its own, whose label is derived from the app's name.
    public JimsApp(
            String name,
            Pipeline pipeline,
            @Nullable Pipeline conversationStart,
            Set<String> commands) {
        this(name, pipeline, conversationStart, startNameOf(name), commands);
    }

    public JimsApp(String name, Pipeline pipeline, @Nullable Pipeline conversationStart) {
        this(name, pipeline, conversationStart, Set.of());
    }

    public JimsApp(String name, Pipeline pipeline) {
        this(name, pipeline, null);
    }

    /// A copy whose pipeline also answers these commands.
    public JimsApp withCommands(Set<String> more) {
        Set<String> all = new HashSet<>(commands);
        all.addAll(more);
        return new JimsApp(name, pipeline, conversationStart, startName, all);
    }

    /// The app's pipeline for this command, if it has one.
    public Optional<Pipeline> pipelineFor(String command) {
        if (command.equals(UserCommand.START)) {
            return Optional.ofNullable(conversationStart);
        }
        return commands.contains(command) ? Optional.of(pipeline) : Optional.empty();
    }

    /// The `pipeline` label of runs for this command.
    public String nameFor(String command) {
        boolean isStart = conversationStart != null && command.equals(UserCommand.START);
        return isStart ? startName : name;
    }

    private static String startNameOf(String name) {
        int room = MAX_NAME_LENGTH - START_SUFFIX.length();
        return name.substring(0, Math.min(name.length(), room)) + START_SUFFIX;
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "an app's name has 1 to " + MAX_NAME_LENGTH + " characters: " + name);
        }
    }
}
