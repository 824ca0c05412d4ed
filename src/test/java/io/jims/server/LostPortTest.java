package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.ServerProcess;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A supervisor restarts what ends; it cannot know of a process that has lost its port.
class LostPortTest {
    private static final Pattern ADMIN_PORT =
            Pattern.compile("operator's pages: http://127\\.0\\.0\\.1:(\\d+)/");

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

    @Test
    void operatorsPortThatIsLost_endsTheProcess_withAnError(@TempDir Path directory)
            throws Exception {
        String token = "the-admin-token-of-these-tests-0";
        try (ServerProcess server =
                ServerProcess.start(directory, "--admin-token=" + token, "--admin-port=0")) {
            Matcher named = ADMIN_PORT.matcher(server.logged());
            assertThat(named.find()).isTrue();

            server.lose(Integer.parseInt(named.group(1)));

            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.logged())
                    .contains("the server ends, since a port of it is gone")
                    .doesNotContain(token);
        }
    }
}
