package io.jims.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-03T04:05:06.000007Z, 2026-02-03 04:05:06.000007",
        "2026-12-31T23:59:59.999999Z, 2026-12-31 23:59:59.999999",
        "1970-01-01T00:00:00Z, 1970-01-01 00:00:00.000000",
        "1969-12-31T23:59:59.5Z, 1969-12-31 23:59:59.500000",
        "0001-01-01T00:00:00Z, 0001-01-01 00:00:00.000000"
    })
    void write_instant_isTheTextOfItsMicrosecond(Instant instant, String text) {
        assertThat(TimestampText.write(instant)).isEqualTo(text);
        assertThat(TimestampText.read(text)).isEqualTo(instant);
    }

    @Test
    void read_timeWithoutFraction_isTheWholeSecond() {
        assertThat(TimestampText.read("2026-02-03 04:05:06"))
                .isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
    }

    /// As Python's SQLAlchemy reads them, of which a program beside this one may have written any.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-03 | 2026-02-03T00:00:00Z",
                "2026-02-03T04:05:06 | 2026-02-03T04:05:06Z",
                "2026-02-03T04:05:06.123Z | 2026-02-03T04:05:06.123Z",
                "2026-02-03 04:05:06+02:00 | 2026-02-03T02:05:06Z",
                "2026-02-03T04:05:06.5+0530 | 2026-02-02T22:35:06.5Z",
                "2026-02-03 04:05:06-03 | 2026-02-03T07:05:06Z",
                "2026-02-03 04:05 | 2026-02-03T04:05:00Z",
                "2026-02-03 04 | 2026-02-03T04:00:00Z",
                "2026-02-03T04:05:06,5 | 2026-02-03T04:05:06.5Z",
                "20260203T040506 | 2026-02-03T04:05:06Z",
                "2026-W06-2 | 2026-02-03T00:00:00Z"
            })
    void read_otherSpelling_isTheTimeThatPythonReads(String text, Instant instant) {
        assertThat(TimestampText.read(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 2026-02-03",
                "2026-2-3",
                "yesterday",
                "2026-02-30 99:00:00",
                "2026-02-30 04:05:06.000007",
                "1770000000"
            })
    void read_anythingElse_saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> TimestampText.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("YYYY-MM-DD HH:MM:SS");
    }

    @Test
    void write_yearOfFiveDigits_isRefused() {
        assertThatThrownBy(() -> TimestampText.write(Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
