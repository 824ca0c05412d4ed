package io.jims.lifecycle;

import io.jims.core.UserCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A snapshot of a source's texts, in all languages. Immutable.
///
/// Languages are matched by RFC 4647 (section 3.4), ignoring case: `pt-BR` finds the texts for
/// `pt-BR`, otherwise those for `pt`, otherwise those without a language.
public final class Texts {
    /// No texts: all words are the built-in ones.
    public static final Texts NONE = new Texts(Map.of());

    /// The longest tag that RFC 5646 (section 4.4.1) has protocols allow for.
    private static final int LONGEST_TAG = 35;

    private final Map<TextKey, String> texts;

    Texts(Map<TextKey, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /// What the widget shows to visitors of this language in place of its own words, by name, such
    /// as `welcome` and `widget.send`. It has only those that are set.
    ///
    /// @param language a BCP 47 tag; null where it is not known
    public Map<String, String> shown(@Nullable String language) {
        if (texts.isEmpty()) {
            return Map.of();
        }
        Map<String, String> shown = new HashMap<>();
        for (String name : TextKey.SHOWN) {
            find(name, language).ifPresent(text -> shown.put(name, text));
        }
        return shown;
    }

    /// What is answered to a command that the app does not know.
    ///
    /// @param language as in [#shown]
    public Optional<String> answer(String command, @Nullable String language) {
        boolean isStart = command.equals(UserCommand.START);
        return find(isStart ? TextKey.START : TextKey.UNKNOWN_COMMAND, language);
    }

    int size() {
        return texts.size();
    }

    List<TextRow> rows() {
        return texts.entrySet().stream()
                .map(text -> new TextRow(text.getKey().event(), text.getValue()))
                .toList();
    }

    private Optional<String> find(String name, @Nullable String language) {
        String tag =
                language == null || language.length() > LONGEST_TAG ? "" : TextKey.tag(language);
        while (!tag.isEmpty()) {
            String text = texts.get(new TextKey(name, tag));
            if (text != null) {
                return Optional.of(text);
            }
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return Optional.ofNullable(texts.get(new TextKey(name, "")));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Texts that && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
