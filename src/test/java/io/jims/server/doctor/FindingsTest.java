package io.jims.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.server.doctor.Finding.Level;
import io.jims.store.DatabaseState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found of a machine and a database that no test can make so.
class FindingsTest {
    @Test
    void localeWithoutUtf8_isAWarning_thatNamesTheVariable() {
        Finding finding = MachineChecks.locale("ANSI_X3.4-1968");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains("ANSI_X3.4-1968", "LANG=C.UTF-8");
        assertThat(MachineChecks.locale("UTF-8").level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -3})
    void clockOfTheDatabase_thatDiffers_isAWarning(long seconds) {
        Finding finding = database(Duration.ofSeconds(seconds), "");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains("postgresql://db/jims", "by 3 s", "NTP");
    }

    @Test
    void clockOfTheDatabase_thatIsNearlyTheSame_isFine() {
        assertThat(database(Duration.ofMillis(-900), "").level()).isEqualTo(Level.OK);
    }

    @Test
    void userWhoLacksARight_fails_whateverTheClock() {
        Finding finding = database(Duration.ofMinutes(1), "to create tables");

        assertThat(finding.level()).isEqualTo(Level.FAILS);
        assertThat(finding.text()).endsWith("lacks a right to create tables");
    }

    private static Finding database(Duration clockAhead, String lacking) {
        return DatabaseChecks.finding(
                "postgresql://db/jims", new DatabaseState("up to date", clockAhead, lacking));
    }
}
