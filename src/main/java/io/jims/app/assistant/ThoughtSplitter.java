package io.jims.app.assistant;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Separates a model's reasoning from its answer if both come in one text: some servers send
/// `<think>…</think>` before the answer. Later in the answer, such tags are text. Used by one
/// thread.
final class ThoughtSplitter {
    private static final Map<String, String> MARKS =
            Map.of(
                    "<think>", "</think>",
                    "<thinking>", "</thinking>",
                    "<thought>", "</thought>",
                    "[THINK]", "[/THINK]");

    private final Consumer<String> said;
    private final Consumer<String> thought;
    private final StringBuilder held = new StringBuilder();
    private String end = "";
    private boolean saying;

    /// @param said receives the text for the visitor
    /// @param thought receives the reasoning
    ThoughtSplitter(Consumer<String> said, Consumer<String> thought) {
        this.said = said;
        this.thought = thought;
    }

    /// Takes the next piece; holds back what may be a part of a mark.
    void take(String piece) {
        if (saying) {
            said.accept(piece);
            return;
        }
        held.append(piece);
        while (!saying && !held.isEmpty() && (end.isEmpty() ? begin() : think())) {}
    }

    /// Hands out what was held back.
    void end() {
        if (!held.isEmpty()) {
            (end.isEmpty() ? said : thought).accept(held.toString());
            held.setLength(0);
        }
    }

    /// Whether there is more to do.
    private boolean begin() {
        String text = held.toString().stripLeading();
        Optional<String> mark = MARKS.keySet().stream().filter(text::startsWith).findFirst();
        if (mark.isPresent()) {
            end = MARKS.getOrDefault(mark.get(), "");
            held.setLength(0);
            held.append(text, mark.get().length(), text.length());
            return true;
        }
        if (MARKS.keySet().stream().noneMatch(known -> known.startsWith(text))) {
            saying = true;
            end();
        }
        return false;
    }

    private boolean think() {
        int at = held.indexOf(end);
        int length = at >= 0 ? at : held.length() - tail();
        if (length > 0) {
            thought.accept(held.substring(0, length));
        }
        held.delete(0, at >= 0 ? at + end.length() : length);
        if (at >= 0) {
            end = "";
        }
        return at >= 0;
    }

    /// How much at the end may be the beginning of the mark.
    private int tail() {
        for (int length = Math.min(held.length(), end.length() - 1); length > 0; length--) {
            if (end.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }
}
