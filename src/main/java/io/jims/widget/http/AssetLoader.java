package io.jims.widget.http;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The class path as Helidon's static content sees it: these files and nothing else.
///
/// Their addresses are neither files nor entries of a jar, of which Helidon would take the time for
/// an ETag: the same for all encodings, and unchanged where an image is built with fixed times.
final class AssetLoader extends ClassLoader {
    private final Map<String, URL> files;

    /// @param files where each is really, by the name that Helidon knows it by
    AssetLoader(Map<String, URL> files) {
        super("assets", null);
        this.files = Map.copyOf(files);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL file = files.get(name);
        return file == null ? null : untimed(name, file);
    }

    private static URL untimed(String name, URL file) {
        try {
            return URL.of(URI.create("asset:/" + name), new Redirect(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("not the name of an asset: " + name, e);
        }
    }

    private static final class Redirect extends URLStreamHandler {
        private final URL file;

        Redirect(URL file) {
            this.file = file;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return file.openConnection();
        }
    }
}
