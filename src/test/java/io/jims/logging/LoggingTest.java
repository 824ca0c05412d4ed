package io.jims.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest {
    private static final System.Logger OURS = System.getLogger("io.jims.widget.Sample");
    private static final System.Logger HELIDON = System.getLogger("io.helidon.webserver.Sample");

    private final Throwable failure =
            new IllegalStateException("why", new IOException("the disk\nFAKE LINE"));

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void event_isOneLine() {
        configure(false);
        OURS.log(Level.INFO, "hello {0}\nFAKE LINE", "Zoë");

        assertThat(err.toString(UTF_8))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO Sample hello"
                                + " Zoë\\\\nFAKE LINE\\R");
    }

    @Test
    void throwable_isInTheSameLine_withItsCausesAndWhereItArose() {
        configure(false);
        OURS.log(Level.ERROR, "it broke", failure);

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("ERROR Sample it broke - java.lang.IllegalStateException: why; caused by")
                .contains(
                        "java.io.IOException: the disk\\nFAKE LINE (at"
                                + " io.jims.logging.LoggingTest.");
    }

    @Test
    void throwable_ifVerbose_hasItsStackTraceBelow_indented() {
        configure(true);
        OURS.log(Level.ERROR, "it broke", failure);

        assertThat(lines()).first().asString().contains("ERROR Sample it broke - java.lang");
        assertThat(lines().subList(1, lines().size()))
                .allSatisfy(line -> assertThat(line).startsWith("\t"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("\tat io.jims.logging.LoggingTest"));
    }

    /// What a visitor could send to end a line, to colour or erase what stands there, or to turn it
    /// around.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u000b",
                "\f",
                "\u001b[2K",
                "\b",
                "\u0000",
                "\u202e",
                "\u2066"
            })
    void event_withASpecialCharacter_isOneLineOfPlainText_inBothFormats(String special) {
        for (LogFormat format : LogFormat.values()) {
            err.reset();
            Logging.configure(new LogSettings(format, false, false), stream());
            OURS.log(Level.INFO, "sent {0}", special + "2026-01-01T00:00:00.000Z INFO fake");
            OURS.log(Level.INFO, "failed", new IllegalStateException(special + "fake"));

            String written = err.toString(UTF_8);
            assertThat(written.replace(System.lineSeparator(), "").chars())
                    .noneMatch(c -> Character.isISOControl(c) || c > 126);
            assertThat(written.split("\\R")).hasSize(2);
        }
    }

    @Test
    void json_hasAnObjectALine() throws Exception {
        Logging.configure(new LogSettings(LogFormat.JSON, false, false), stream());
        OURS.log(Level.WARNING, "hello {0}", "Zo\u00eb");
        OURS.log(Level.ERROR, "it broke", failure);

        JsonNode first = new JsonMapper().readTree(lines().getFirst());
        assertThat(Instant.parse(first.path("time").asText())).isBefore(Instant.now());
        assertThat(first.path("level").asText()).isEqualTo("WARNING");
        assertThat(first.path("logger").asText()).isEqualTo("io.jims.widget.Sample");
        assertThat(first.path("message").asText()).isEqualTo("hello Zo\u00eb");
        assertThat(first.has("error")).isFalse();
        JsonNode second = new JsonMapper().readTree(lines().getLast());
        assertThat(second.path("error").asText())
                .startsWith("java.lang.IllegalStateException: why");
        assertThat(second.path("stack").asText()).contains("\tat io.jims.logging.LoggingTest");
    }

    @Test
    void access_isHeardIfAskedForOnly() {
        System.Logger access = System.getLogger("io.jims.access");
        configure(true);
        access.log(Level.INFO, "quiet");
        Logging.configure(new LogSettings(LogFormat.TEXT, false, true), stream());
        access.log(Level.INFO, "loud");

        assertThat(lines()).singleElement().asString().endsWith("INFO access loud");
    }

    @Test
    void textOfVisitors_cannotForgeEvents_norControlTheTerminal() {
        configure(false);
        String forged = "2026-01-01T00:00:00.000Z INFO Wiring all is well";
        String text = "a\r\n" + forged + "\u001b[2J\u009b1m\u202e\u2028\u0000\u007f";
        OURS.log(Level.WARNING, text, new IllegalStateException(text));

        assertThat(err.toString(UTF_8).lines())
                .filteredOn(line -> line.startsWith("2026-01-01"))
                .isEmpty();
        assertThat(err.toString(UTF_8))
                .contains("\\u001b[2J\\u009b1m\\u202e\\u2028\\u0000\\u007f")
                .doesNotContain("\u001b", "\u009b", "\u202e", "\u2028", "\u0000", "\u007f");
    }

    @Test
    void debug_isWrittenIfVerbose_ofOurOwnOnly() {
        configure(false);
        OURS.log(Level.DEBUG, "quiet");
        configure(true);
        OURS.log(Level.DEBUG, "loud");
        HELIDON.log(Level.DEBUG, "theirs");

        assertThat(err.toString(UTF_8)).contains("loud").doesNotContain("quiet", "theirs");
    }

    @Test
    void helidon_isHeardFromWarningsOn() {
        configure(false);
        HELIDON.log(Level.INFO, "banner");
        HELIDON.log(Level.WARNING, "trouble");

        assertThat(err.toString(UTF_8)).contains("trouble").doesNotContain("banner");
    }

    private void configure(boolean verbose) {
        Logging.configure(new LogSettings(LogFormat.TEXT, verbose, false), stream());
    }

    private PrintStream stream() {
        return new PrintStream(err, true, UTF_8);
    }

    private List<String> lines() {
        return err.toString(UTF_8).lines().toList();
    }
}
