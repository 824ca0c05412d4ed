package io.jims.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// The inputs of a fuzz target that are kept in the repository.
public final class FuzzSeeds {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private FuzzSeeds() {}

    /// Name and bytes of each.
    ///
    /// @param target the class that Jazzer runs
    /// @param method the one that takes these inputs
    public static List<Arguments> of(Class<?> target, String method) {
        Path inputs =
                RESOURCES.resolve(target.getName().replace('.', '/') + "Inputs").resolve(method);
        try (Stream<Path> files = Files.list(inputs)) {
            return files.sorted().map(FuzzSeeds::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Arguments read(Path file) {
        try {
            return Arguments.of(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
