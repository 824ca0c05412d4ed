package io.jims.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A checkout of the project that is built already, on a machine whose `java` is 17 and whose
/// `python3` is 3.11; in it the documentation's commands are run. There is no Docker engine:
/// `docker` only keeps what it was told.
final class Checkout {
    private static final Pattern READY = Pattern.compile("ready; demo page: (\\S+)");

    private final Path root;
    private final Path home;
    private final Path bin;

    Checkout(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("jims-widget"));
        home = Files.createDirectories(directory.resolve("home"));
        bin = Files.createDirectories(directory.resolve("bin"));
        copyScripts();
        Files.createDirectories(root.resolve("src/main"));
        Files.createDirectories(root.resolve("static"));
        Files.createFile(root.resolve("pom.xml"));
        makeJar();
        giveHomeThisJdk();
        stub("java", "echo 'openjdk 17.0.1' >&2; exit 1");
        stub("javac", "[[ $1 == -version ]] && echo 'javac 17.0.1' && exit; exit 1");
        stub("python3", "exit 1");
        stub("docker", "echo \"$*\" >> \"$HOME/docker.log\"");
    }

    /// What came of some commands.
    ///
    /// @param output all that they wrote
    /// @param page the demo page of the server that they started, which is stopped again; empty
    ///   where they ended by themselves
    record Outcome(String output, String page) {}

    /// A file in the directory in which the commands are run.
    Path write(String name, String text) throws IOException {
        return Files.writeString(root.resolve(name), text);
    }

    /// What `docker` was told, a line a command.
    List<String> dockerCommands() throws IOException {
        return Files.readAllLines(home.resolve("docker.log"));
    }

    /// Runs commands until they end or a server is ready.
    ///
    /// @throws AssertionError if one of them fails
    Outcome run(String commands, Visit visit) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                        .directory(root.toFile())
                        .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.remove("JAVA_HOME");
        environment.putIfAbsent("PYENV_ROOT", System.getProperty("user.home") + "/.pyenv");
        environment.put("HOME", home.toString());
        environment.put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        environment.putAll(
                Map.of("JIMS_HOST", "127.0.0.1", "JIMS_PORT", "0", "JIMS_METRICS_PORT", "0"));
        Process process = builder.start();
        try {
            return follow(process, visit);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }

    Outcome run(String commands) throws Exception {
        return run(commands, page -> {});
    }

    /// What is done with a server while it runs.
    interface Visit {
        void to(String page) throws Exception;
    }

    private static Outcome follow(Process process, Visit visit) throws Exception {
        StringBuilder output = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                visit.to(ready.group(1));
                return new Outcome(output.toString(), ready.group(1));
            }
        }
        assertThat(process.waitFor()).as(output.toString()).isZero();
        return new Outcome(output.toString(), "");
    }

    private void copyScripts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("scripts"))) {
            for (Path file : files.toList()) {
                Path copy = root.resolve(file.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /// Leads to the classes of this build, and to their libraries.
    private void makeJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "io.jims.Main");
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                classPath().stream().map(path -> path.toUri().toString()).collect(joining(" ")));
        Files.createDirectories(root.resolve("target/lib"));
        Path jar = root.resolve("target/jims-widget.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static List<Path> classPath() {
        List<Path> paths = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.endsWith("test-classes")) {
                paths.add(Path.of(entry).toAbsolutePath());
            }
        }
        return paths;
    }

    private void giveHomeThisJdk() throws IOException {
        Path jdks = Files.createDirectories(home.resolve(".jdks"));
        Files.createSymbolicLink(jdks.resolve("jdk-25"), Path.of(System.getProperty("java.home")));
    }

    private void stub(String name, String commands) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
