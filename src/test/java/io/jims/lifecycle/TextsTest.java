package io.jims.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "pt-BR, Oi",
                "PT-br, Oi",
                "pt_BR, Oi",
                "pt-BR-x-lvariant, Oi",
                "pt-PT, Olá",
                "pt, Olá",
                "ptx, Hello",
                "de, Hello",
                "'', Hello",
                "-, Hello",
                "none, Hello"
            })
    void language_isLookedForExactly_thenItsBase_thenNone(String language, String greeting) {
        Texts texts =
                texts(
                        row("welcome", "Hello"),
                        row("welcome@pt", "Olá"),
                        row("welcome@pt-BR", "Oi"));

        assertThat(texts.shown(language)).containsExactly(Map.entry("welcome", greeting));
    }

    @Test
    void language_thatIsNoTag_isNone() {
        Texts texts = texts(row("welcome", "Hello"), row("welcome@a", "Ah"));

        assertThat(texts.shown("a-".repeat(30_000))).containsEntry("welcome", "Hello");
    }

    @Test
    void eachWord_isLookedForByItself() {
        Texts texts =
                texts(
                        row("widget.send", "Send"),
                        row("welcome@ru", "Привет"),
                        row("welcome", "Hi"));

        assertThat(texts.shown("ru"))
                .containsOnly(Map.entry("widget.send", "Send"), Map.entry("welcome", "Привет"));
    }

    @Test
    void answersToCommands_areNotShown() {
        Texts texts =
                texts(
                        row("/start", "Begin"),
                        row("/start@ru", "Начнём"),
                        row("fallback_unknown_command", "What?"));

        assertThat(texts.shown("ru")).isEmpty();
        assertThat(texts.answer("/start", "ru-RU")).contains("Начнём");
        assertThat(texts.answer("/start", null)).contains("Begin");
        assertThat(texts.answer("/help", "ru")).contains("What?");
    }

    @Test
    void answer_withoutARow_isNone() {
        Texts texts = texts(row("/start@ru", "Начнём"), row("fallback_unknown_command@ru", "Что?"));

        assertThat(texts.answer("/start", "de")).isEmpty();
        assertThat(texts.answer("/help", "de")).isEmpty();
        assertThat(Texts.NONE.answer("/start", "ru")).isEmpty();
    }

    @Test
    void rowsOfOthers_areIgnored_andNamed() {
        Selection selection =
                Selection.of(
                        List.of(
                                row("widget.titel", "Typo"),
                                row("/history", "x"),
                                row("welcome@", "x"),
                                row("welcome@ru@de", "x"),
                                row("welcome \nthere", "x"),
                                row("title", "x"),
                                row("widget.title", "Tea")));

        assertThat(selection.texts().shown(null)).containsExactly(Map.entry("widget.title", "Tea"));
        assertThat(selection.remarks()).isEmpty();
        assertThat(selection.leftOut())
                .isEqualTo(
                        "not known: widget.titel, /history, welcome@, welcome@ru@de, welcome"
                                + "  there and 1 more");
    }

    @Test
    void rowsWithoutEventOrText_areCounted() {
        Selection selection =
                Selection.of(
                        List.of(
                                new TextRow(null, "x"),
                                new TextRow("welcome", null),
                                row("welcome", "  "),
                                row(" welcome ", " Hi ")));

        assertThat(selection.texts().shown(null)).containsExactly(Map.entry("welcome", "Hi"));
        assertThat(selection.remarks()).containsExactly("rows without event or text: 3");
    }

    @Test
    void ofSeveralTextsForTheSame_theFirstCounts() {
        Selection selection =
                Selection.of(List.of(row("welcome@RU", "one"), row("welcome@ru", "two")));

        assertThat(selection.texts().shown("ru")).containsEntry("welcome", "one");
        assertThat(selection.remarks()).containsExactly("said before: welcome@ru");
    }

    @Test
    void textsThatAreTooLong_areLeftOut() {
        Selection selection =
                Selection.of(
                        List.of(
                                row("welcome", "x".repeat(SourceBounds.TEXT)),
                                row("session_reset", "x".repeat(SourceBounds.TEXT + 1)),
                                row("widget.send", "x".repeat(SourceBounds.WORD + 1)),
                                row("widget.title", "x".repeat(SourceBounds.WORD))));

        assertThat(selection.texts().shown(null)).containsOnlyKeys("welcome", "widget.title");
        assertThat(selection.remarks())
                .containsExactly(
                        "longer than 8000 characters, or 500 for a widget.…: session_reset,"
                                + " widget.send");
    }

    @Test
    void aMegabyteOfTexts_isCutOff() {
        List<TextRow> rows =
                IntStream.range(0, 1_000_000 / SourceBounds.TEXT)
                        .mapToObj(i -> row("welcome@x" + i, "x".repeat(SourceBounds.TEXT)))
                        .toList();

        Selection selection = Selection.of(rows);

        assertThat(selection.texts().size()).isEqualTo(SourceBounds.ALL_TEXTS / SourceBounds.TEXT);
        assertThat(selection.remarks())
                .containsExactly("what would make it more than 262144 characters");
    }

    @Test
    void fiftyThousandRows_areCutOff() {
        List<TextRow> rows = new ArrayList<>();
        IntStream.range(0, 50_000).forEach(i -> rows.add(row("other" + i, "x")));
        rows.set(SourceBounds.ROWS - 1, row("welcome", "inside"));
        rows.set(SourceBounds.ROWS, row("session_reset", "outside"));

        Selection selection = Selection.of(rows);

        assertThat(selection.texts().shown(null)).containsOnlyKeys("welcome");
        assertThat(selection.leftOut())
                .isEqualTo(
                        "all rows behind the first 10000; not known: other0, other1, other2,"
                                + " other3, other4 and 9994 more");
    }

    private static Texts texts(TextRow... rows) {
        return Selection.of(Stream.of(rows).toList()).texts();
    }

    private static TextRow row(String event, String text) {
        return new TextRow(event, text);
    }
}
