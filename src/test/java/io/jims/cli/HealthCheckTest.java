package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jims.listener.TlsFiles;
import io.jims.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image's health check beside servers with the same variables.
class HealthCheckTest {
    @TempDir private Path directory;

    @Test
    void check_followsThePort() throws Exception {
        try (LiveServer server = LiveServer.start(directory, Map.of())) {
            assertThat(check(Map.of("JIMS_PORT", "" + server.port()))).isZero();
            assertThat(check(Map.of("JIMS_PORT", "" + server.port(), "JIMS_HOST", "127.0.0.1")))
                    .isZero();
        }
    }

    @Test
    void check_ofAServerWithACertificate_followsTheMetricsPort() throws Exception {
        TlsFiles files = TestCertificate.make("EC", directory).writeTo(directory);
        Map<String, String> tls =
                Map.of(
                        "JIMS_TLS_CERT", files.certificate().toString(),
                        "JIMS_TLS_KEY", files.key().toString());
        try (LiveServer server = LiveServer.start(directory, tls)) {
            String metricsPort = "" + server.metricsPort();

            assertThat(check(Map.of("JIMS_TLS_CERT", "x", "JIMS_METRICS_PORT", metricsPort)))
                    .isZero();
            assertThat(check(Map.of("JIMS_PORT", "" + server.port()))).isNotZero();
        }
    }

    @Test
    @SuppressWarnings("try") // it is closed before its time
    void check_withoutAServer_fails() throws Exception {
        try (LiveServer server = LiveServer.start(directory, Map.of())) {
            server.close();

            assertThat(check(Map.of("JIMS_PORT", "" + server.port()))).isNotZero();
        }
    }

    @Test
    void server_thatAnsweredAndFailsThreeTimes_isEnded() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try (LiveServer server = LiveServer.start(directory, Map.of())) {
            Map<String, String> good = of(other, server.port());
            Map<String, String> bad = of(other, 1);

            assertThat(check(bad)).isNotZero();
            assertThat(check(bad)).isNotZero();
            assertThat(check(bad)).isNotZero(); // it starts slowly
            assertThat(check(good)).isZero();
            assertThat(check(bad)).isNotZero();
            assertThat(check(bad)).isNotZero();
            assertThat(check(good)).isZero();
            assertThat(check(bad)).isNotZero();
            assertThat(check(bad)).isNotZero();
            assertThat(other.isAlive()).isTrue();

            assertThat(check(bad)).isNotZero();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private static Map<String, String> of(Process server, int port) {
        return Map.of("HEALTH_PID", "" + server.pid(), "JIMS_PORT", "" + port);
    }

    @Test
    void portsOfTheComposeFile_followTheSettings() throws Exception {
        JsonNode services =
                new YAMLMapper().readTree(Files.readString(Path.of("docker-compose.yml")));
        JsonNode widget = services.at("/services/widget");

        assertThat(widget.at("/ports/0").asText()).isEqualTo("${JIMS_PORT:-8090}:8090");
        assertThat(widget.at("/ports/1").asText())
                .isEqualTo("127.0.0.1:${JIMS_METRICS_PORT:-8001}:8001");
        assertThat(services.at("/services/proxy/ports/0").asText())
                .isEqualTo("${JIMS_PORT:-8090}:8090");
        JsonNode inside = services.at("/x-settings");
        assertThat(inside.path("JIMS_PORT").asInt()).isEqualTo(8090);
        assertThat(inside.path("JIMS_METRICS_PORT").asInt()).isEqualTo(8001);
    }

    private int check(Map<String, String> variables) throws Exception {
        ProcessBuilder check = new ProcessBuilder("bash", "src/main/docker/health");
        check.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        check.environment().put("HEALTH_FILE", directory.resolve("failures").toString());
        check.environment().putAll(variables);
        check.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = check.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
