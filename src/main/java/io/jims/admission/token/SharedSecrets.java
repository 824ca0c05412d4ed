package io.jims.admission.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.JWSKeySelector;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Key;
import java.util.List;

/// The secrets that the site's backend signs with; a token may be signed with any of them. Safe for
/// all threads.
final class SharedSecrets implements JWSKeySelector<KeySet> {
    private static final Logger LOGGER = System.getLogger(SharedSecrets.class.getName());

    private final SecretSource source;
    private volatile List<? extends Key> keys = List.of();

    SharedSecrets(SecretSource source) {
        this.source = source;
        refresh();
    }

    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, KeySet unused) {
        return JWSAlgorithm.HS256.equals(header.getAlgorithm()) ? keys : List.of();
    }

    /// Reloads the secrets; if that fails, the previous ones stay.
    void refresh() {
        try {
            keys = source.read().stream().map(TokenSecret::key).toList();
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(
                    Level.WARNING,
                    "--auth-secret-file: the last secrets stay: {0}",
                    e.getMessage());
        }
    }
}
