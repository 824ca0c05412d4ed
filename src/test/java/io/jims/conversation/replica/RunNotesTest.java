package io.jims.conversation.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ErrorCode;
import io.jims.store.Replicas;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text of notes: replicas of different versions must understand each other.
class RunNotesTest {
    private static final UUID MESSAGE = UUID.fromString("019b0000-0000-7000-8000-000000000001");
    private static final UUID STREAMED = UUID.fromString("019b0000-0000-7000-8000-000000000002");
    private static final String ID = "\"message\":\"" + MESSAGE + "\"";

    static Stream<Arguments> notes() {
        return Stream.of(
                Arguments.of(new RunNote.Ask(), "{\"type\":\"ask\"}"),
                Arguments.of(new RunNote.Stop(), "{\"type\":\"stop\"}"),
                Arguments.of(
                        new RunNote.Typing("Zoë"),
                        "{\"type\":\"typing\",\"author\":\"Zo\\u00EB\"}"),
                Arguments.of(
                        new RunNote.Status(MESSAGE, "looking é"),
                        "{\"type\":\"status\"," + ID + ",\"text\":\"looking \\u00E9\"}"),
                Arguments.of(
                        new RunNote.Piece(MESSAGE, STREAMED, 3, "lo"),
                        "{\"type\":\"piece\","
                                + ID
                                + ",\"streamed\":\""
                                + STREAMED
                                + "\",\"offset\":3,\"text\":\"lo\"}"),
                Arguments.of(
                        new RunNote.Ended(MESSAGE, true, null, ""),
                        "{\"type\":\"ended\","
                                + ID
                                + ",\"stopped\":true,\"code\":null,\"text\":\"\"}"),
                Arguments.of(
                        new RunNote.Ended(MESSAGE, false, ErrorCode.TIMEOUT, "too late"),
                        "{\"type\":\"ended\","
                                + ID
                                + ",\"stopped\":false,\"code\":\"timeout\",\"text\":\"too"
                                + " late\"}"));
    }

    @ParameterizedTest
    @MethodSource("notes")
    void note_isWrittenAsItAlwaysWas_andReadAgain(RunNote note, String text) {
        assertThat(RunNotes.write(note)).isEqualTo(text);
        assertThat(RunNotes.read(text)).contains(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"type\":\"of a newer version\"}",
                "{\"type\":\"stop\"} and more",
                "{\"type\":\"status\",\"message\":\"no uuid\",\"text\":\"a\"}"
            })
    void textThatIsNoNote_isPassedOver(String text) {
        assertThat(RunNotes.read(text)).isEmpty();
    }

    @Test
    void longText_isSharedOut_withoutCuttingCharactersApart_andNoNoteIsTooLong() {
        String text = "x" + "😀".repeat(2_000);

        List<RunNote.Piece> pieces = RunNotes.pieces(MESSAGE, STREAMED, 7, text);

        assertThat(pieces.stream().map(RunNote.Piece::text).collect(Collectors.joining()))
                .isEqualTo(text);
        int offset = 7;
        for (RunNote.Piece piece : pieces) {
            assertThat(piece.offset()).isEqualTo(offset);
            assertThat(Character.isLowSurrogate(piece.text().charAt(0))).isFalse();
            assertThat(RunNotes.write(piece)).hasSizeLessThanOrEqualTo(Replicas.MAX_NOTE);
            assertThat(RunNotes.read(RunNotes.write(piece))).contains(piece);
            offset += piece.text().length();
        }
    }

    @Test
    void longStatus_isCut() {
        assertThat(new RunNote.Status(MESSAGE, "x".repeat(2_000)).text()).hasSize(RunNote.MAX_TEXT);
    }
}
