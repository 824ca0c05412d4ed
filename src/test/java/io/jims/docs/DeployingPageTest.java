package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.listener.TlsFiles;
import io.jims.testing.MarkdownPage;
import io.jims.testing.Programs;
import io.jims.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page's configurations are taken by those who read them, where they are installed.
@Timeout(60)
class DeployingPageTest {
    @TempDir private Path directory;

    @Test
    void unit_isTakenBySystemd() throws Exception {
        Path verify = require("systemd-analyze");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path unit =
                write(
                        "jims-widget.service",
                        block("ini", "ExecStart=")
                                .replaceAll("ExecStart=\\S+/java", "ExecStart=" + java));

        assertThat(run(verify, "verify", "--man=no", unit.toString()))
                .doesNotContain(unit.getFileName() + ":");
    }

    @Test
    void caddyfile_isTakenByCaddy() throws Exception {
        Path caddy = require("caddy");
        Path file = write("Caddyfile", block("caddyfile", "reverse_proxy"));

        assertThat(run(caddy, "validate", "--adapter", "caddyfile", "--config", file.toString()))
                .contains("Valid configuration");
    }

    @Test
    void server_isTakenByNginx() throws Exception {
        Path nginx = require("nginx");
        TlsFiles files = TestCertificate.make("RSA", directory).writeTo(directory);
        String server =
                block("nginx", "proxy_pass")
                        .replaceAll("/etc/\\S+fullchain.pem", files.certificate().toString())
                        .replaceAll("/etc/\\S+privkey.pem", files.key().toString());
        Path file =
                write(
                        "nginx.conf",
                        "pid "
                                + directory.resolve("nginx.pid")
                                + ";\n"
                                + "events {}\nhttp {\n"
                                + server
                                + "}\n");

        assertThat(run(nginx, "-t", "-p", directory.toString(), "-c", file.toString()))
                .contains("test is successful");
    }

    private static String block(String language, String part) throws IOException {
        return MarkdownPage.named("deploying.md").block(language, part);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Path require(String program) {
        Optional<Path> found = Programs.find(program);
        assumeTrue(found.isPresent(), "there is no " + program + " on this machine");
        return found.orElseThrow();
    }

    private String run(Path program, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", directory.toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
