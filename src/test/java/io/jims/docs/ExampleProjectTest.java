package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.app.AppResolver;
import io.jims.app.AppSettings;
import io.jims.core.testing.TestThread;
import io.jims.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example project, built by Maven against the API alone, as its author would build it.
@Timeout(300)
class ExampleProjectTest {
    private static final Path PROJECT = Path.of("src", "example");
    private static final Path API_POM = Path.of("src", "api", "pom.xml");

    @TempDir private Path directory;

    @Test
    void project_isBuiltAndTested_andRunsInTheServer() throws Exception {
        Path project = directory.resolve("project");
        copy(PROJECT, project);

        String output = maven(project, "-Djims.repository=" + repository());

        assertThat(output).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        Path jar = project.resolve("target/opening-hours-1.0.jar");
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of(jar)))) {
            TestThread thread = TestThread.of(resolver.resolve("example.OpeningHours:app").app());
            assertThat(thread.say("When do you open?").text()).contains("09:00");
        }
    }

    /// A repository that has the API with its pom, and nothing else of ours.
    private Path repository() throws IOException {
        Path repository = directory.resolve("repository");
        String version = version();
        Path artifact =
                Files.createDirectories(repository.resolve("io/jims/jims-widget-api/" + version));
        String name = "jims-widget-api-" + version;
        Files.copy(API_POM, artifact.resolve(name + ".pom"));
        try (JarOutputStream jar =
                        new JarOutputStream(
                                Files.newOutputStream(artifact.resolve(name + ".jar")));
                Stream<Path> classes = Files.walk(Path.of("target/classes/io/jims/core"))) {
            for (Path file : classes.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(Path.of("target/classes").relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        return repository;
    }

    private static String version() throws IOException {
        return Files.readString(API_POM).replaceFirst("(?s).*?<version>([^<]+)<.*", "$1");
    }

    private static String maven(Path project, String property) throws Exception {
        Optional<Path> program = Programs.find("mvn");
        assumeTrue(program.isPresent(), "there is no Maven on this machine");
        ProcessBuilder builder =
                new ProcessBuilder(
                                program.orElseThrow().toString(),
                                "-B",
                                "-ntp",
                                "-U",
                                property,
                                "package")
                        .directory(project.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!file.startsWith(from.resolve("target"))) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }
}
