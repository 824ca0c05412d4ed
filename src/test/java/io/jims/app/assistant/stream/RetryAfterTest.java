package io.jims.app.assistant.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0                             | PT0S
                    7                             | PT7S
                    ' 0.25 '                      | PT0.25S
                    Tue, 24 Nov 2026 12:00:30 GMT | PT30S
                    Tue, 24 Nov 2026 11:00:00 GMT | PT0S
                    """)
    void secondsOrADate_areTakenAsAWait(String header, Duration wait) {
        assertThat(of(header)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e9", "12345678", "Tue, 24 Nov", "NaN"})
    void anythingElse_asksForNothing(String header) {
        assertThat(of(header)).isNull();
    }

    @Test
    void withoutTheHeader_nothingIsAskedFor() {
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);

        assertThat(RetryAfter.of(none, NOW)).isNull();
    }

    private static @Nullable Duration of(String header) {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("Retry-After", List.of(header)), (name, value) -> true);
        return RetryAfter.of(headers, NOW);
    }
}
