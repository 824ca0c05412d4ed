package io.jims.store.sql.index;

import io.jims.store.sql.FirstCharacters;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Splits texts into the words of the index, in the same way for storing and for searching.
///
/// Letters and digits form words, without accents and case. Chinese, Japanese, Korean and Thai are
/// written without spaces: each character is a word, and so is each pair of neighbours, so that a
/// longer phrase is found by its pairs. Each symbol is a word, too, emoji included; everything else
/// separates words. SQLite's own trigrams would find no Chinese word of two characters.
final class SearchWords {
    /// Longer words are cut, which finds them still by their beginning.
    static final int MAX_WORD = 40;

    /// Of one text; a longer one is found by these.
    static final int MAX_WORDS = 5_000;

    static final int MAX_TEXT = 100_000;

    private static final Pattern SYMBOLS = Pattern.compile("\\p{So}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Set<String> words = new LinkedHashSet<>();
    private final StringBuilder word = new StringBuilder();
    private int neighbour;

    private SearchWords() {}

    /// The words of a text to be stored.
    static Set<String> of(String text) {
        SearchWords found = new SearchWords();
        found.cut(text, true);
        return found.words;
    }

    /// The words that a message must have to be found: of neighbours without blanks their pairs
    /// only.
    static List<String> wanted(String text) {
        SearchWords found = new SearchWords();
        found.cut(text, false);
        return new ArrayList<>(found.words);
    }

    /// Whether a word that is looked for is found by others that begin with it, too.
    static boolean isBeginning(String word) {
        return word.length() > 1 && !isAlone(word.codePointAt(0));
    }

    private void cut(String text, boolean stored) {
        String shown = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        int[] characters = plain(shown).codePoints().toArray();
        for (int i = 0; i < characters.length && words.size() < MAX_WORDS; i++) {
            int c = characters[i];
            if (isAlone(c)) {
                boolean follows = i + 1 < characters.length && isAlone(characters[i + 1]);
                addAlone(c, stored || (neighbour == 0 && !follows));
            } else if (Character.isLetterOrDigit(c)) {
                neighbour = 0;
                word.appendCodePoint(c);
            } else if (!isMark(c)) {
                endWord();
                neighbour = 0;
            }
        }
        endWord();
    }

    /// Without case and accents, symbols apart, and with whole Korean syllables.
    private static String plain(String text) {
        String apart = SYMBOLS.matcher(text).replaceAll(" $0 ");
        String bare = MARKS.matcher(Normalizer.normalize(apart, Form.NFKD)).replaceAll("");
        return Normalizer.normalize(bare, Form.NFC).toLowerCase(Locale.ROOT);
    }

    private void addAlone(int c, boolean single) {
        endWord();
        String own = Character.toString(c);
        if (neighbour != 0) {
            words.add(Character.toString(neighbour) + own);
        }
        if (single) {
            words.add(own);
        }
        neighbour = c;
    }

    private void endWord() {
        if (!word.isEmpty()) {
            words.add(FirstCharacters.of(word.toString(), MAX_WORD));
            word.setLength(0);
        }
    }

    /// Whether it is a word of its own.
    private static boolean isAlone(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR ->
                    Character.isLetterOrDigit(c);
            default -> Character.getType(c) == Character.OTHER_SYMBOL;
        };
    }

    /// What belongs to the character before it and is left out, as what makes one emoji of several.
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.MODIFIER_SYMBOL || type == Character.FORMAT;
    }
}
