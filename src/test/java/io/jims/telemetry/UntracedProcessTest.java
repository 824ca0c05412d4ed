package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.Main;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product in a process of its own, whose JVM tells of every class that it loads.
class UntracedProcessTest {
    private static final Pattern READY = Pattern.compile("ready; demo page: http://[^:]+:(\\d+)/");

    @TempDir Path directory;

    @Test
    void process_withoutTracesAndSentry_loadsNothingOfThem() throws Exception {
        Process process = start();
        try {
            Await.until("it is ready", Duration.ofSeconds(60), () -> port() > 0);
            try (JimsClient client = JimsClient.greeted(port(), "")) {
                client.message("hello");
                client.readUntil("done");
            }
        } finally {
            process.destroy();
            process.waitFor();
        }

        assertThat(loaded("io.jims.conversation.")).contains("io.jims.conversation.run.Run");
        assertThat(loaded("io.opentelemetry.")).isEmpty();
        assertThat(loaded("io.sentry.")).isEmpty();
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xlog:class+load:file=classes.log:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--app=echo",
                        "--host=127.0.0.1",
                        "--port=0",
                        "--metrics-port=0");
        builder.environment().keySet().removeIf(name -> name.matches("(JIMS|OTEL|SENTRY)_.*"));
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
    }

    private List<String> loaded(String prefix) throws IOException {
        return Files.readAllLines(directory.resolve("classes.log")).stream()
                .map(line -> line.replaceFirst(" .*", ""))
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private int port() throws IOException {
        Matcher ready = READY.matcher(Files.readString(directory.resolve("server.log")));
        return ready.find() ? Integer.parseInt(ready.group(1)) : 0;
    }
}
