package io.jims.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The class loader of `--app-path`: jars, and directories with classes or jars.
final class AppPath {
    private AppPath() {}

    /// A loader that asks ours first.
    ///
    /// @throws AppException if a path is missing or is neither jar nor directory
    static URLClassLoader open(List<Path> paths) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path path : paths) {
                add(path, urls);
            }
        } catch (IOException e) {
            throw new AppException("cannot be read: " + e, e);
        }
        return new URLClassLoader(
                "app-path", urls.toArray(URL[]::new), AppPath.class.getClassLoader());
    }

    /// The files there as they are now: another value where one has come, gone or changed.
    static Map<Path, String> state(List<Path> paths) {
        Map<Path, String> state = new HashMap<>();
        for (Path path : paths) {
            try (Stream<Path> files = Files.walk(path)) {
                files.forEach(file -> state.put(file, state(file)));
            } catch (IOException | UncheckedIOException e) { // it is being replaced
                state.put(path, "");
            }
        }
        return state;
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime()
                    + " "
                    + attributes.size()
                    + " "
                    + attributes.fileKey();
        } catch (IOException e) {
            return "";
        }
    }

    private static void add(Path path, List<URL> urls) throws IOException {
        if (Files.isDirectory(path)) {
            urls.add(url(path));
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(path, "*.jar")) {
                for (Path jar : jars) {
                    urls.add(url(jar));
                }
            }
        } else if (Files.exists(path)) {
            requireJar(path);
            urls.add(url(path));
        } else {
            throw new AppException("'" + path + "' does not exist; give jars and directories");
        }
    }

    private static void requireJar(Path path) {
        try (ZipFile jar = new ZipFile(path.toFile())) {
            jar.size();
        } catch (IOException e) {
            throw new AppException(
                    "'" + path + "' is no jar (" + e.getMessage() + "); give jars and directories",
                    e);
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
