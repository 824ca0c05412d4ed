package io.jims.admission.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The source of the secrets with which the site's backend signs. Several are valid at a time, so
/// that one can be rotated while tokens of the previous one are in use; we sign with the first.
public sealed interface SecretSource {
    /// Loads the secrets: one or more.
    ///
    /// @throws IOException saying why it cannot be read
    /// @throws IllegalArgumentException if there is none, or one is too short; it shows none
    List<TokenSecret> read() throws IOException;

    /// On the command line (`--auth-secret`, several times) or in the environment.
    record Given(List<TokenSecret> secrets) implements SecretSource {
        public Given {
            secrets = List.copyOf(secrets);
        }

        @Override
        public List<TokenSecret> read() {
            return secrets;
        }
    }

    /// A file with one secret a line (`--auth-secret-file`). Blank lines are ignored.
    record OfFile(Path path) implements SecretSource {
        @Override
        public List<TokenSecret> read() throws IOException {
            List<TokenSecret> secrets =
                    Files.readString(path)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .map(TokenSecret::new)
                            .toList();
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException("the file has no secret");
            }
            return secrets;
        }
    }
}
