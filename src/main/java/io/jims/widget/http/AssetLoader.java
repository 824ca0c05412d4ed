package io.jims.widget.http;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A class loader for Helidon's static content: it has these files and nothing else.
///
/// Their URLs are neither files nor jar entries. From those, Helidon would make an ETag of the
/// modification time: the same for all encodings, and unchanged in reproducible images.
final class AssetLoader extends ClassLoader {
    private final Map<String, URL> files;

    /// @param files the real URLs, by the names that Helidon uses
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
