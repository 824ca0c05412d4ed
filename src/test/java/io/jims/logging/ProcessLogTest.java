package io.jims.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that a process writes, also what libraries print past every logger.
class ProcessLogTest {
    @TempDir Path directory;

    @Test
    void everyLine_fromTheStartToTheEnd_isOfTheFormatThatIsAskedFor() throws Exception {
        List<String> lines;
        try (ServerProcess server = ServerProcess.start(directory, "--log-format=json")) {
            server.signal("TERM");
            server.awaitEnd();
            lines = server.logged().lines().toList();
        }

        JsonMapper json = new JsonMapper();
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(json.readTree(line).path("level").asText()).isNotEmpty());
    }
}
