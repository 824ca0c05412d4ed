package io.jims.cli;

import io.jims.widget.http.TlsFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the flags that name the server's certificate.
public record TlsFlags(Function<Flag, SettingValue> values, Path workingDirectory) {
    /// Null where none is given.
    ///
    /// @throws UsageException if only one of the two is, or the files are no certificate and its
    ///   key
    public @Nullable TlsFiles read() {
        SettingValue certificate = values.apply(Flag.TLS_CERT);
        SettingValue key = values.apply(Flag.TLS_KEY);
        if (certificate.text().isBlank() && key.text().isBlank()) {
            return null;
        }
        requireBeside(certificate, key);
        requireBeside(key, certificate);
        TlsFiles files = new TlsFiles(path(certificate), path(key));
        try {
            files.check();
            return files;
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    certificate.label() + ", " + key.label() + ": " + e.getMessage(), e);
        }
    }

    private static void requireBeside(SettingValue given, SettingValue missing) {
        if (missing.text().isBlank()) {
            throw new UsageException(given.label() + " needs " + missing.flag().option());
        }
    }

    private Path path(SettingValue value) {
        try {
            return workingDirectory.resolve(value.text());
        } catch (InvalidPathException e) {
            throw value.refuse("a file");
        }
    }
}
