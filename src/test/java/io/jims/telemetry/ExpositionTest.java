package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the reader itself, since what it lets through no other test sees.
class ExpositionTest {
    private static final String HISTOGRAM =
            """
            # HELP h Help
            # TYPE h histogram
            h_bucket{a="x",le="1.0",} 1.0
            h_bucket{a="x",le="+Inf",} 2.0
            h_count{a="x",} 2.0
            h_sum{a="x",} 3.0
            """;

    @Test
    void parse_histogram_readsItsSeries() {
        Exposition exposition = Exposition.parse(HISTOGRAM);

        assertThat(exposition.type("h")).isEqualTo("histogram");
        assertThat(exposition.value("h_bucket", Map.of("a", "x", "le", "1.0"))).isEqualTo(1);
    }

    @Test
    void parse_escapedLabel_readsItsText() {
        Exposition exposition =
                Exposition.parse("# HELP g G\n# TYPE g gauge\ng{a=\"x\\\"y\\\\z\\nn\"} 1\n");

        assertThat(exposition.value("g", Map.of("a", "x\"y\\z\nn"))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g 1\n",
                "# TYPE g gauge\ng 1\n",
                "# HELP g G\n# TYPE g gauge\ng 1",
                "# HELP g G\n# TYPE g gauge\ng 1\ng 2\n",
                "# HELP g G\n# TYPE g gauge\ng one\n",
                "# HELP g G\n# TYPE g gauge\nh 1\n",
                "# HELP g G\n# TYPE g gauge\ng{a=x} 1\n",
                "# HELP g G\n# TYPE g gauge\ng{a=\"x\"b=\"y\"} 1\n",
                "# HELP g G\n# TYPE g gauge\ng{a=\"x\",a=\"y\"} 1\n",
                "# HELP g G\n# TYPE g number\ng 1\n",
                "# HELP g G\n# TYPE g gauge\ng 1\n# HELP g G\n# TYPE g gauge\n",
            })
    void parse_malformedText_refusesIt(String text) {
        assertThatThrownBy(() -> Exposition.parse(text))
                .isInstanceOfAny(AssertionError.class, NumberFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h_count{a=\"x\",} 3.0", "h_count{a=\"y\",} 2.0", "h_sum{a=\"x\",} 3"})
    void parse_histogramThatDoesNotAddUp_refusesIt(String count) {
        assertThatThrownBy(
                        () -> Exposition.parse(HISTOGRAM.replace("h_count{a=\"x\",} 2.0", count)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void parse_bucketsThatFall_refusesThem() {
        assertThatThrownBy(
                        () -> Exposition.parse(HISTOGRAM.replace("\"1.0\",} 1.0", "\"1.0\",} 9")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("must not fall");
    }

    @Test
    void parse_noInfiniteBucket_refusesIt() {
        assertThatThrownBy(() -> Exposition.parse(HISTOGRAM.replace("+Inf", "2.0")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no +Inf");
    }
}
