package io.jims.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.Main;
import io.jims.testing.Await;
import io.jims.testing.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that a process writes, also what libraries print past every logger.
class ProcessLogTest {
    @TempDir Path directory;

    @Test
    void everyLine_fromTheStartToTheEnd_isOfTheFormatThatIsAskedFor() throws Exception {
        Path log = directory.resolve("server.log");
        Process process = start(log);
        try {
            Await.until(
                    "it is ready",
                    Duration.ofSeconds(60),
                    () -> Files.readString(log).contains("ready; demo page"));
        } finally {
            process.destroy();
            process.waitFor();
        }

        JsonMapper json = new JsonMapper();
        assertThat(Files.readAllLines(log))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(json.readTree(line).path("level").asText()).isNotEmpty());
    }

    private Process start(Path log) throws Exception {
        List<String> command =
                List.of(
                        JavaProgram.JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        JavaProgram.classPath(),
                        Main.class.getName(),
                        "--app=echo",
                        "--host=127.0.0.1",
                        "--port=0",
                        "--metrics-port=0",
                        "--log-format=json");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        return builder.start();
    }
}
