package io.jims.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// An app that is compiled by the test, outside the class path, as an operator's would be.
public final class CompiledApp {
    private final Path directory;

    private CompiledApp(Path directory) {
        this.directory = directory;
    }

    /// Compiles a source file into an empty directory.
    public static CompiledApp of(Path source, Path directory) throws IOException {
        return of(List.of(source), directory);
    }

    /// Compiles source files into an empty directory.
    public static CompiledApp of(List<Path> sources, Path directory) throws IOException {
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", Files.createDirectories(directory).toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    complaints,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            if (!compiled) {
                throw new IllegalArgumentException(complaints.toString());
            }
        }
        return new CompiledApp(directory);
    }

    /// Compiles this text, a class of the package `example`.
    public static CompiledApp of(String className, String text, Path directory) throws IOException {
        Path source =
                Files.createDirectories(directory.resolve("source")).resolve(className + ".java");
        Files.writeString(source, "package example;\nimport io.jims.core.*;\n" + text);
        return of(source, directory.resolve("classes"));
    }

    /// Registers a provider of this name, as its jar would.
    public CompiledApp register(String provider) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.jims.core.JimsAppProvider"), provider + "\n");
        return this;
    }

    public Path directory() {
        return directory;
    }

    /// Packs everything into a jar.
    public Path jar(Path jar) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(directory)) {
            found.filter(Files::isRegularFile).forEach(files::add);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            files.forEach(file -> add(file, out));
        }
        return jar;
    }

    private void add(Path file, JarOutputStream out) {
        try {
            out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
            Files.copy(file, out);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
