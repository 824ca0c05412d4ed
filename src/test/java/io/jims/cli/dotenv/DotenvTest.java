package io.jims.cli.dotenv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The values are those that compose-go 2 reads.
class DotenvTest {
    /// A bar parts the lines from the value. In both, `¶` is a line feed, `◁` a carriage return,
    /// `→` a tab, `~` a backslash, `♪` a bell and `⁰` the byte order mark.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    A=sk-1#x | sk-1#x
                    A=x # comment | x
                    A=x #comment | x
                    A=x→# no comment | x→# no comment
                    A=# no comment | # no comment
                    A = x | x
                    A: x | x
                    A=x=y: z | x=y: z
                    A=two  words | two  words
                    A='Hello' | Hello
                    A="Hello" # comment | Hello
                    A="Hello"# comment | Hello
                    A="with # in it" | with # in it
                    A='with # in it' | with # in it
                    A='$B ~t ${' | $B ~t ${
                    A='Let~'s go' | Let's go
                    A="{~"a~": 1}" | {"a": 1}
                    A="two~nlines" | two¶lines
                    A="two¶lines" | two¶lines
                    A='two¶lines' | two¶lines
                    A=one~nline | one~nline
                    A="~t~~~0101~x41~a" | →~A~x41♪
                    A=it's | it's
                    A=5" | 5"
                    A=$HOST/x | example.com/x
                    A="${HOST}" | example.com
                    A=${PORT:-80} | 80
                    A=${PORT-80} | 80
                    A=${BLANK:-80}${BLANK-81} | 80
                    A=${PORT:-${HOST}} | example.com
                    A=${HOST:+set}${PORT:+unset}${BLANK+blank} | setblank
                    A=${HOST:?missing} | example.com
                    A=pa$$word | pa$word
                    A="pa~$word" | pa$word
                    A=US$5 and $ | US$5 and $
                    export A=x | x
                    export→A=x | x
                    →A=x→ | x
                    ⁰A=x | x
                    ¶# comment¶¶A=x | x
                    A=x◁¶B=y◁¶ | x
                    A=1¶A=2 | 2
                    B=1¶A=$B$B | 11
                    B¶A=x | x
                    A=Zoë | Zoë
                    """)
    void value_isWhatDockerComposeReads(String file, String value) {
        assertThat(parse(text(file))).containsEntry("A", text(value));
    }

    @Test
    void file_hasAllItsVariables_inOrder() {
        Map<String, String> values =
                parse(
                        """
                        # settings of the shop
                        GREETING="Hello"  # to my shop
                        export JIMS_PORT=9000
                        JIMS_APP
                        EMPTY=
                        JIMS_AUTH_SECRET='s#3 $cret'\
                        """);

        assertThat(values)
                .containsExactly(
                        Map.entry("GREETING", "Hello"),
                        Map.entry("JIMS_PORT", "9000"),
                        Map.entry("EMPTY", ""),
                        Map.entry("JIMS_AUTH_SECRET", "s#3 $cret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    GREETING="Hello" to my shop | there is text behind the closing quote
                    GREETING='Hello'B=1 | there is text behind the closing quote
                    GREETING="Hello | its quote is not closed
                    GREETING='Hello~' | its quote is not closed
                    two words | it is neither NAME=value nor a # comment
                    two words=x | it is neither NAME=value nor a # comment
                    A;B=x | it is neither NAME=value nor a # comment
                    =x | it is neither NAME=value nor a # comment
                    export =x | it is neither NAME=value nor a # comment
                    A=$UNSET | the variable UNSET is not set; for a dollar sign write $$
                    A="${UNSET}" | the variable UNSET is not set; for a dollar sign write $$
                    A=${UNSET:?say where} | the variable UNSET is not set
                    A=${BLANK:?say where} | the variable BLANK is not set
                    A=${HOST | its ${ has no }
                    A=${1} | ${…} must hold a variable's name
                    A=${HOST!} | ${…} must hold a variable's name
                    """)
    void lineWithoutMeaning_isNamedByItsNumber_withoutItsText(String line, String reason) {
        assertThatThrownBy(() -> parse("# fine\nFIRST='two\nlines'\n" + text(line) + "\nLAST=1"))
                .isInstanceOf(DotenvException.class)
                .hasMessageStartingWith("line 4, is malformed: " + reason)
                .hasMessageNotContaining("Hello");
    }

    @Test
    void fileInAnotherEncoding_isNamedByTheLine() {
        assertNotUtf8("A=1\nB=\u00E9\n", ISO_8859_1, 2);
        assertNotUtf8("\u00FFA=1\n", ISO_8859_1, 1);
        assertNotUtf8("\uFEFFA=1\n", UTF_16LE, 1);
    }

    @Test
    void longQuotedValue_isRead() {
        String value = "line\\n \\\"quoted\\\" ".repeat(100_000);

        assertThat(parse("A=\"" + value + "\"").get("A")).hasSize(1_500_000);
    }

    private static void assertNotUtf8(String text, Charset encoding, int line) {
        assertThatThrownBy(() -> Dotenv.parse(text.getBytes(encoding), Map.of()))
                .hasMessage("line " + line + ", is malformed: it is not in UTF-8");
    }

    private static Map<String, String> parse(String file) {
        return Dotenv.parse(file.getBytes(UTF_8), Map.of("HOST", "example.com", "BLANK", ""));
    }

    private static String text(String written) {
        return written.replace('¶', '\n')
                .replace('◁', '\r')
                .replace('→', '\t')
                .replace('~', '\\')
                .replace('♪', '\u0007')
                .replace('⁰', '\uFEFF');
    }
}
