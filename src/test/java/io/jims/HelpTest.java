package io.jims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void help_hasEveryFlag_withItsDefault(Flag flag) {
        String help = help().replaceAll("\\s+", " ");

        assertThat(help).containsPattern(flag.option() + "[=\\[]");
        assertThat(help).contains(flag.description());
        if (!flag.isSwitch()) {
            assertThat(help)
                    .contains(
                            flag.description() + " Default: " + flag.defaultText().orElse("none"));
        }
    }

    @Test
    void help_isGrouped_narrow_andExplainsTheEnvironmentOnce() {
        assertThat(help().lines()).contains("App", "Server", "Limits", "Operations");
        assertThat(help().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
        assertThat(help()).containsOnlyOnce("JIMS_MAX_RUNS").contains(".env");
    }

    @Test
    void help_wantsNoSettings() {
        Launch launch = new Launch(directory).variable("JIMS_PORT", "x");

        assertThat(launch.run("--help")).isZero();
        assertThat(launch.err()).isEmpty();
        assertThat(launch.steps()).isEmpty();
    }

    @Test
    void version_fromClasses_isDevelopment() {
        Launch launch = new Launch(directory);

        assertThat(launch.run("--version")).isZero();
        assertThat(launch.out()).isEqualToIgnoringNewLines("jims-widget development");
    }

    private String help() {
        Launch launch = new Launch(directory);
        launch.run("--help");
        return launch.out();
    }
}
