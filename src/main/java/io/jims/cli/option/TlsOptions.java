package io.jims.cli.option;

import io.jims.cli.value.Given;
import io.jims.listener.TlsFiles;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags for the server's certificate.
final class TlsOptions {
    private static final String CERTIFICATE = "--tls-cert";
    private static final String KEY = "--tls-key";

    @Option(
            names = CERTIFICATE,
            paramLabel = "<file>",
            description =
                    "Certificate of the server and those of its issuers, PEM; serves https "
                            + "in place of http. A changed file is used without a restart.")
    @Nullable String certificate;

    @Option(
            names = KEY,
            paramLabel = "<file>",
            description = "Its private key, PEM, not encrypted.")
    @Nullable String key;

    /// Null if no certificate is configured.
    ///
    /// @throws SettingException if only one of the two is, or the files are no certificate and its
    ///   key
    @Nullable TlsFiles settings(Given given) {
        SettingValue first = given.value(CERTIFICATE, certificate);
        SettingValue second = given.value(KEY, key);
        if (first.text().isBlank() && second.text().isBlank()) {
            return null;
        }
        requireBeside(first, second);
        requireBeside(second, first);
        TlsFiles files = new TlsFiles(given.file(first), given.file(second));
        try {
            files.check();
            return files;
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    first.label() + ", " + second.label() + ": " + e.getMessage(), e);
        }
    }

    private static void requireBeside(SettingValue given, SettingValue missing) {
        if (missing.text().isBlank()) {
            throw new SettingException(given.label() + " needs " + missing.flag());
        }
    }
}
