package io.jims.widget.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.testing.TestPython;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Held against Python itself, where there is one.
class PythonTextTest {
    private static final String VALUES =
            """
            [null, true, false, 0, 1, -7, 123456789012345678901234567890, 0.0, -0.0, 1.0, -2.5, 0.1,
             1e15, 1e16, 123456789012345680.0, 1e22, -1.5e300, 1e-4, 1e-5, 1.25e-7, 5e-324, 1e999,
             "", "a", " ", [], [1, "a", null], {}, {"a": [true, {"b": "c"}]}, ["it's", "\\"", "'\\""],
             ["\\n\\t\\r\\\\ \\u0001\\u00a0é😀\\u200b\\ue000\\u2028"]]
            """;

    @TempDir private Path directory;

    @Test
    void values_areTrueAndSpelled_asInPython() throws Exception {
        JsonNode python =
                askPython(
                        "values = json.loads(sys.stdin.read())\n"
                                + "print(json.dumps([[bool(v), str(v)] for v in values]))",
                        VALUES);

        List<?> values = Json.MAPPER.readValue(VALUES, List.class);
        assertThat(values).hasSizeGreaterThan(25);
        for (int i = 0; i < values.size(); i++) {
            assertThat(PythonText.isTrue(values.get(i)))
                    .as("%s", values.get(i))
                    .isEqualTo(python.get(i).get(0).booleanValue());
            assertThat(PythonText.str(values.get(i))).isEqualTo(python.get(i).get(1).textValue());
        }
    }

    @Test
    void everyCharacter_isBlank_whereItIsInPython() throws Exception {
        JsonNode python = askPython("print([c for c in range(0x10000) if not chr(c).strip()])", "");

        List<Integer> blank = new ArrayList<>();
        python.forEach(c -> blank.add(c.intValue()));
        assertThat(
                        IntStream.range(0, 0x10000)
                                .filter(c -> PythonText.strip(String.valueOf((char) c)).isEmpty())
                                .boxed())
                .isEqualTo(blank);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"1e22,1e+22", "1e-05,1e-05", "100,100.0", "-0.0,-0.0", "1.5e16,1.5e+16"})
    void numbers_areSpelledAsInPython(double number, String spelled) {
        assertThat(PythonText.str(number)).isEqualTo(spelled);
    }

    /// As a Python 3.13 has said it, for where there is none.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    null | false | None
                    true | true | True
                    false | false | False
                    0 | false | 0
                    0.0 | false | 0.0
                    -2.5 | true | -2.5
                    9999999999999998.0 | true | 9999999999999998.0
                    1e16 | true | 1e+16
                    -1.5e300 | true | -1.5e+300
                    0.0001 | true | 0.0001
                    0.00001 | true | 1e-05
                    5e-324 | true | 5e-324
                    1e999 | true | inf
                    -1e999 | true | -inf
                    [] | false | []
                    {} | false | {}
                    [1, null] | true | [1, None]
                    {"a": [true, {"b": "c"}]} | true | {'a': [True, {'b': 'c'}]}
                    ["it's"] | true | ["it's"]
                    ["'\\""] | true | ['\\'"']
                    ["\\n\\t\\r\\\\"] | true | ['\\n\\t\\r\\\\']
                    ["\\u0001\\u00a0\\u00ff \\u0100"] | true | ['\\x01\\xa0ÿ Ā']
                    ["\\u2028\\ue000"] | true | ['\\u2028\\ue000']
                    ["\\udb40\\udc01"] | true | ['\\U000e0001']
                    """)
    void value_isTrueAndSpelled_asInPython(String json, boolean isTrue, String spelled)
            throws Exception {
        Object value = Json.MAPPER.readValue(json, Object.class);

        assertThat(PythonText.isTrue(value)).isEqualTo(isTrue);
        assertThat(PythonText.str(value)).isEqualTo(spelled);
    }

    @Test
    void texts_areTrueUnlessEmpty_andSpelledAsTheyAre() {
        assertThat(PythonText.isTrue("")).isFalse();
        assertThat(PythonText.isTrue(" ")).isTrue();
        assertThat(PythonText.str("it's \"this\"")).isEqualTo("it's \"this\"");
        assertThat(PythonText.str(Double.NaN)).isEqualTo("nan");
    }

    private JsonNode askPython(String code, String input) throws Exception {
        Path in = Files.writeString(directory.resolve("in"), input);
        Process process =
                new ProcessBuilder(
                                TestPython.interpreter().toString(),
                                "-X",
                                "utf8",
                                "-c",
                                "import json, sys\n" + code)
                        .redirectInput(in.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return Json.MAPPER.readTree(new String(process.getInputStream().readAllBytes(), UTF_8));
    }
}
