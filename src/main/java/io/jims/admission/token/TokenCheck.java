package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.jims.core.ChatException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verifies tokens: signed JWTs (RFC 7519), which must have `sub` and `exp`. Safe for all threads;
/// may block while keys are loaded. No message shows a token.
final class TokenCheck {
    private static final Logger LOGGER = System.getLogger(TokenCheck.class.getName());

    private final TokenSettings settings;
    private final InstantSource clock;
    private final JWTProcessor<KeySet> rules;
    private final @Nullable PublishedKeys published;
    private final Runnable refresh;

    TokenCheck(TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        switch (settings.signers()) {
            case TokenSettings.Signers.Secrets(SecretSource source) -> {
                SharedSecrets secrets = new SharedSecrets(source);
                this.rules = TokenRules.of(secrets, settings, clock);
                this.published = null;
                this.refresh = secrets::refresh;
            }
            case TokenSettings.Signers.Keys(KeySource source) -> {
                PublishedKeys keys = new PublishedKeys(source, settings.maxKeyAge(), clock);
                this.rules = TokenRules.of(TokenRules.publishedKeys(), settings, clock);
                this.published = keys;
                this.refresh = keys::refresh;
            }
        }
    }

    /// Reloads secrets and keys.
    void refresh() {
        refresh.run();
    }

    /// @throws ChatException `UNAUTHORIZED`
    Identity verify(String text) {
        SignedJWT token = parse(text);
        if (token.getHeader().getCriticalParams() != null) {
            throw invalid("it has critical parameters, none of which are known", null);
        }
        JWTClaimsSet claims = claims(token);
        Identity identity = new Identity(contact(claims), expires(claims), facts(claims));
        requireCurrent(identity);
        return identity;
    }

    private JWTClaimsSet claims(SignedJWT token) {
        try {
            return published == null ? rules.process(token, null) : published.process(token, rules);
        } catch (ExpiredJWTException e) {
            throw expired();
        } catch (BadJOSEException | JOSEException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    /// @throws ChatException `UNAUTHORIZED` if its token has expired
    void requireCurrent(Identity identity) {
        if (!clock.instant().isBefore(identity.expires())) {
            throw expired();
        }
    }

    private static ChatException expired() {
        return ChatException.unauthorized("token_expired", "The token has expired.", null);
    }

    private static ContactId contact(JWTClaimsSet claims) {
        try {
            return new ContactId(claims.getSubject() == null ? "" : claims.getSubject());
        } catch (IllegalArgumentException e) {
            throw invalid("its sub is no contact id", e);
        }
    }

    private static Map<String, @Nullable Object> facts(JWTClaimsSet claims) {
        try {
            return ContextClaim.of(claims.getClaim(ContextClaim.CLAIM));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    private Instant expires(JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw invalid("it has no exp", null);
        }
        return expires.toInstant().plus(settings.clockSkew());
    }

    private static SignedJWT parse(String text) {
        try {
            return SignedJWT.parse(text);
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid("it is no signed JWT", e);
        }
    }

    /// The reason goes to the log only: it does not help visitors, and it could help forgers.
    private static ChatException invalid(String reason, @Nullable Throwable cause) {
        LOGGER.log(Level.DEBUG, "a token was refused: {0}", reason);
        return ChatException.unauthorized("token_invalid", "The token is not valid.", cause);
    }
}
