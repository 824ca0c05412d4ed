package io.jims.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who answers in a thread from now on: a person, or the assistant. The last handoff of a thread
/// counts; without one, the assistant answers.
///
/// @param by who decided it: a person's name, `visitor`, or `app`
/// @param reason for the person; empty for none
public record Handoff(Mode mode, String by, String reason) {
    /// Longest `by`, in UTF-16 characters.
    public static final int MAX_NAME = 100;

    /// Longest `reason`, in UTF-16 characters.
    public static final int MAX_REASON = 1_000;

    /// The id of the button with which a visitor asks for a person, if the operator has enabled
    /// that.
    public static final String BUTTON = "handoff";

    private static final String MODE = "mode";
    private static final String BY = "by";
    private static final String REASON = "reason";

    /// Who answers.
    public enum Mode {
        HUMAN,
        ASSISTANT;

        /// The spelling in storage and on the wire.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Parses a mode.
        public static Optional<Mode> of(@Nullable String wireName) {
            return Stream.of(values()).filter(mode -> mode.wireName().equals(wireName)).findFirst();
        }
    }

    public Handoff {
        if (by.isBlank() || by.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "by has 1 to " + MAX_NAME + " characters, not " + by.length());
        }
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "a reason has at most " + MAX_REASON + " characters, not " + reason.length());
        }
    }

    /// A handoff without a reason.
    public Handoff(Mode mode, String by) {
        this(mode, by, "");
    }

    /// A handoff that the visitor asked for.
    public static Handoff byVisitor() {
        return new Handoff(Mode.HUMAN, "visitor");
    }

    /// A handoff by the app.
    ///
    /// @throws IllegalArgumentException for a reason that is too long
    public static Handoff byApp(String reason) {
        return new Handoff(Mode.HUMAN, "app", reason);
    }

    /// Reads an event; empty if it is not about this. An event without a valid mode means the
    /// assistant.
    public static Optional<Mode> modeOf(ThreadEvent event) {
        return event.type().equals(EventTypes.HANDOFF)
                ? Optional.of(Mode.of(event.text(MODE)).orElse(Mode.ASSISTANT))
                : Optional.empty();
    }

    /// The data of its event ([EventTypes#HANDOFF]).
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(MODE, mode.wireName());
        data.put(BY, by);
        if (!reason.isEmpty()) {
            data.put(REASON, reason);
        }
        return data;
    }
}
