package io.jims.widget.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;

/// The files that the build of the front end put on the class path.
final class AssetFile {
    private static final String FOLDER = "/static/";

    private AssetFile() {}

    static Optional<URL> find(String name) {
        return Optional.ofNullable(AssetFile.class.getResource(FOLDER + name));
    }

    /// @throws IllegalStateException if the jar was built without the front end
    static byte[] bytes(String name) {
        return find(name)
                .map(AssetFile::read)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the jar has no "
                                        + FOLDER
                                        + name
                                        + "; build it with its front end"));
    }

    /// @throws IllegalStateException if the jar was built without the front end
    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    static byte[] read(URL url) {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
