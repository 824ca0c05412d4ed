package io.jims.admission.token;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.RareLine;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Decides who a visitor is: by the token if tokens are required, otherwise by what the client
/// says. Safe for all threads.
public final class Identification {
    private final RareLine tokenless =
            new RareLine(System.getLogger(Identification.class.getName()), Level.WARNING);
    private final @Nullable TokenCheck tokens;

    /// @param settings null if no tokens are required
    public Identification(@Nullable TokenSettings settings) {
        this.tokens = settings == null ? null : new TokenCheck(settings, InstantSource.system());
    }

    /// Whether every visitor needs a token.
    public boolean wantsTokens() {
        return tokens != null;
    }

    /// Reloads secrets and keys.
    public void refresh() {
        if (tokens != null) {
            tokens.refresh();
        }
    }

    /// The identity in this token; null if no tokens are required. May block while keys are loaded.
    ///
    /// @param claimed the contact that the client names
    /// @throws ChatException `UNAUTHORIZED` without a good token, `FORBIDDEN` if it is for another
    ///   contact
    public @Nullable Identity identify(@Nullable String token, @Nullable ContactId claimed) {
        if (tokens == null) {
            return null;
        }
        if (token == null) {
            tokenless.log(
                    "A visitor came without a token, and none is let in without one (--auth-secret,"
                            + " --auth-secret-file or --auth-jwks): give the page data-token, or"
                            + " start without these flags",
                    null);
            throw ChatException.unauthorized("token_missing", "A token is needed.", null);
        }
        Identity identity = tokens.verify(token);
        if (claimed != null && !claimed.equals(identity.contact())) {
            throw new ChatException(ErrorCode.FORBIDDEN, "The token is for another contact.");
        }
        return identity;
    }

    /// Returns if an identity found earlier is still valid.
    ///
    /// @throws ChatException `UNAUTHORIZED` if the token has expired
    public void requireCurrent(@Nullable Identity identity) {
        if (tokens != null && identity != null) {
            tokens.requireCurrent(identity);
        }
    }
}
