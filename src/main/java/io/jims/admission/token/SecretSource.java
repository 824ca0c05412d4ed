package io.jims.admission.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the secrets are that the site's backend signs with. Several count at a time, so that one
/// can be replaced while tokens of the one before are about; we sign with the first.
public sealed interface SecretSource {
    /// What stands there now: one or more.
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

    /// A file that has one on each line (`--auth-secret-file`). Blank lines do not count.
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
