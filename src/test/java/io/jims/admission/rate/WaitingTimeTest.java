package io.jims.admission.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingTimeTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S,1 second",
        "PT0.2S,1 second",
        "PT1.001S,2 seconds",
        "PT89S,89 seconds",
        "PT90S,2 minutes",
        "PT89M,89 minutes",
        "PT89M1S,2 hours",
        "PT23H59M59S,24 hours"
    })
    void inWords_neverPromisesTooMuch(Duration wait, String words) {
        assertThat(WaitingTime.inWords(wait)).isEqualTo(words);
    }
}
