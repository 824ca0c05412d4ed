package io.jims.cli;

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
    void help_hasEveryFlag_withItsDefault(Action action) {
        String help = unspaced(help(action));

        for (Flag flag : action.flags()) {
            assertThat(help).containsPattern(flag.option() + "[=\\[]");
            assertThat(help).contains(unspaced(flag.description()));
            if (!flag.isSwitch()) {
                String value = "Default:" + flag.defaultText().orElse("none");
                assertThat(help).contains(unspaced(flag.description() + value));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFlag_isTakenBySomeAction(Flag flag) {
        assertThat(Action.values()).anyMatch(action -> action.flags().contains(flag));
    }

    @Test
    void help_namesTheSubcommands_withoutTheirFlags() {
        assertThat(help())
                .contains("jims-widget export")
                .contains("jims-widget erase")
                .contains("jims-widget token");
        assertThat(help()).doesNotContain("--contact=");
    }

    @Test
    void helpOfASubcommand_isItsOwn() {
        assertThat(help(Action.ERASE))
                .startsWith("Usage: jims-widget erase [<flag>]...")
                .contains(Action.ERASE.description().substring(0, 40))
                .doesNotContain("--port");
    }

    /// Lines break at spaces, and inside of what has colons and slashes.
    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
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
        return help(Action.SERVE);
    }

    private String help(Action action) {
        Launch launch = new Launch(directory);
        if (action == Action.SERVE) {
            launch.run("--help");
        } else {
            launch.run(action.subcommand(), "--help");
        }
        return launch.out();
    }
}
