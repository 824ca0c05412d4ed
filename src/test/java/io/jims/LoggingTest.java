package io.jims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private static final System.Logger OURS = System.getLogger("io.jims.widget.Sample");
    private static final System.Logger HELIDON = System.getLogger("io.helidon.webserver.Sample");

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
    void throwable_hasItsStackTraceBelow() {
        configure(false);
        OURS.log(Level.ERROR, "it broke", new IllegalStateException("why"));

        assertThat(err.toString(UTF_8).lines().toList())
                .first()
                .asString()
                .endsWith("ERROR Sample it broke");
        assertThat(err.toString(UTF_8)).contains("java.lang.IllegalStateException: why\n\tat ");
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
        Logging.configure(verbose, new PrintStream(err, true, UTF_8));
    }
}
