package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A supervisor restarts what ends; it cannot know of a process that has lost its port.
class LostPortTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void portThatIsLost_endsTheProcess_withAnError(boolean isMetrics, @TempDir Path directory)
            throws Exception {
        try (ServerProcess server = ServerProcess.start(directory)) {
            int lost = isMetrics ? server.metricsPort() : server.port();

            server.lose(lost);

            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.logged())
                    .contains("port " + lost + " is not listened on any more")
                    .contains("the server ends, since a port of it is gone")
                    .contains("stopped");
        }
    }
}
