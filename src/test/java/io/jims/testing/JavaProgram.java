package io.jims.testing;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process of its own is started with, whatever its working directory.
public final class JavaProgram {
    /// The `java` that runs this.
    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private JavaProgram() {}

    /// The class path of this process, by absolute paths.
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }
}
