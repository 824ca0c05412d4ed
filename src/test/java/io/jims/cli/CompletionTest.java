package io.jims.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The subcommand `completion`, in a real Bash.
class CompletionTest {
    @TempDir private Path directory;

    @Test
    void script_completesCommandsAndFlags() throws Exception {
        assertThat(completed("er")).containsExactly("erase");
        assertThat(completed("--max-run")).containsExactly("--max-runs");
        assertThat(completed("sni")).containsExactly("snippet");
        assertThat(completed("snippet", "--att")).containsExactly("--attribute");
        assertThat(completed("erase", "--dry")).containsExactly("--dry-run");
    }

    /// What Bash would offer for the last of these words.
    private Iterable<String> completed(String... words) throws Exception {
        Launch launch = new Launch(directory);
        assertThat(launch.run("completion")).isZero();
        Path script = Files.writeString(directory.resolve("completion.sh"), launch.out());
        String source =
                """
                compopt() { :; } # of which Bash knows only while it completes
                source "$0"
                COMP_WORDS=(jims-widget "$@")
                COMP_CWORD=$#
                _complete_jims-widget
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", source, script.toString());
        bash.command().addAll(List.of(words));
        Process process = bash.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).toList();
    }
}
