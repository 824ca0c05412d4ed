package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.cli.command.UsageHelp;
import io.jims.cli.value.Flags;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
    @TempDir private Path directory;

    /// All commands by their names.
    static Stream<Named<CommandLine>> commands() {
        CommandLine root = new Launch(Path.of("")).commandLine();
        return Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
                .map(command -> Named.of(command.getCommandName(), command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_hasEveryFlag_withItsDefault(CommandLine command) {
        String help = unspaced(help(command.getCommandName()));

        for (OptionSpec flag : command.getCommandSpec().options()) {
            String description = unspaced(Flags.description(flag));
            assertThat(help).contains(flag.longestName()).contains(description);
            assertThat(description).doesNotContain("{");
            if (flag.arity().min() > 0) {
                assertThat(help).contains(unspaced(flag.longestName() + "=" + Flags.label(flag)));
                String value = "Default:" + Flags.defaultText(flag).orElse("none");
                assertThat(help).contains(description + unspaced(value));
            } else if (flag.arity().max() > 0) {
                assertThat(help).contains(flag.longestName() + "[=true|false]");
            }
        }
    }

    @Test
    void help_namesTheSubcommands_withoutTheirFlags() {
        assertThat(help())
                .contains("jims-widget export")
                .contains("jims-widget erase")
                .contains("jims-widget token")
                .contains("jims-widget snippet");
        assertThat(help()).doesNotContain("--contact=");
    }

    @Test
    void helpOfASubcommand_isItsOwn() {
        assertThat(help("erase"))
                .startsWith("Usage: jims-widget erase [<flag>]...")
                .contains("Deletes all conversations of a contact, and says how many.")
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
        return help(UsageHelp.NAME);
    }

    private String help(String command) {
        Launch launch = new Launch(directory);
        if (command.equals(UsageHelp.NAME)) {
            launch.run("--help");
        } else {
            launch.run(command, "--help");
        }
        return launch.out();
    }
}
