package io.jims.cli.option;

import io.jims.admission.token.KeySource;
import io.jims.admission.token.SecretSource;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.EnvironmentDefaults;
import io.jims.cli.value.Given;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags for how visitors prove their identity.
public final class AuthOptions {
    private static final String SECRET = "--auth-secret";
    private static final String SECRET_FILE = "--auth-secret-file";
    private static final String JWKS = "--auth-jwks";
    private static final String ISSUER = "--auth-issuer";
    private static final String AUDIENCE = "--auth-audience";

    @Mixin private Shared secret = new Shared();

    @Option(
            names = JWKS,
            paramLabel = "<url or file>",
            description =
                    "Public keys (a JWK set) of those who sign visitors' tokens with RS256, "
                            + "ES256 or EdDSA; asks every visitor for a token.")
    @Nullable String jwks;

    @Option(
            names = "--auth-jwks-max-age",
            defaultValue = "5m",
            description = "How old these keys may grow before they are read again; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration jwksMaxAge;

    @Mixin private Claims claims = new Claims();

    @Option(
            names = "--auth-clock-skew",
            defaultValue = "30s",
            description = "How far the clock of those who sign tokens may be off; {bounds}.")
    @Bounds(from = "0s", to = "24h")
    Duration clockSkew;

    /// A secret shared with the site's backend.
    static final class Shared {
        @Option(
                names = SECRET,
                paramLabel = "<secret>",
                description =
                        "What your site's backend signs visitors' tokens with (HS256), 32 bytes "
                                + "at least; asks every visitor for a token. Given several times, "
                                + "each counts, so that one can be replaced. Better given as "
                                + "JIMS_AUTH_SECRET, which other users of the machine cannot see, or as "
                                + "--auth-secret-file.")
        List<String> secrets = List.of();

        @Option(
                names = SECRET_FILE,
                paramLabel = "<file>",
                description =
                        "The same, from a file that has one on each line. It is read again on "
                                + "SIGHUP.")
        @Nullable String secretFile;
    }

    /// Requirements for tokens.
    static final class Claims {
        @Option(names = ISSUER, paramLabel = "<name>", description = "What a token's iss must be.")
        @Nullable String issuer;

        @Option(
                names = AUDIENCE,
                paramLabel = "<name>",
                description = "What must be among a token's aud.")
        @Nullable String audience;
    }

    /// The flags of a command that signs a token; the other token settings come from the
    /// environment only.
    public static final class ToSign {
        @Mixin private final Shared secret = new Shared();

        @Mixin private final Claims claims = new Claims();

        /// Null if no tokens are required.
        ///
        /// @throws SettingException for the first value that is not allowed; it shows no secret
        public @Nullable TokenSettings settings(Given given) {
            AuthOptions all = new AuthOptions();
            CommandLine reader = new CommandLine(all).setInterpolateVariables(false);
            Converters.register(reader);
            reader.setDefaultValueProvider(new EnvironmentDefaults(given::environment)).parseArgs();
            given.requireBounds(reader.getCommandSpec().options());
            all.secret = secret;
            all.claims = claims;
            return all.settings(given);
        }
    }

    /// Null if no tokens are required.
    ///
    /// @throws SettingException for the first value that is not allowed; it shows no secret
    public @Nullable TokenSettings settings(Given given) {
        List<SettingValue> signers =
                Stream.of(
                                given.value(SECRET, String.join("\n", secret.secrets)),
                                given.value(SECRET_FILE, secret.secretFile),
                                given.value(JWKS, jwks))
                        .filter(AuthOptions::isGiven)
                        .toList();
        if (signers.isEmpty()) {
            requireNoRules(given);
            return null;
        }
        if (signers.size() > 1) {
            throw new SettingException(
                    "%s and %s cannot both be given"
                            .formatted(signers.get(0).label(), signers.get(1).label()));
        }
        return new TokenSettings(
                signers(signers.getFirst(), given),
                orNull(claims.issuer),
                orNull(claims.audience),
                clockSkew,
                jwksMaxAge);
    }

    /// A rule for tokens without a secret or keys is a mistake that leaves the server open.
    private void requireNoRules(Given given) {
        Stream.of(given.value(ISSUER, claims.issuer), given.value(AUDIENCE, claims.audience))
                .filter(AuthOptions::isGiven)
                .findFirst()
                .ifPresent(rule -> {
                    throw new SettingException(
                            rule.label()
                                    + " needs --auth-secret, --auth-secret-file or --auth-jwks");
                });
    }

    private Signers signers(SettingValue value, Given given) {
        try {
            return switch (value.flag()) {
                case SECRET -> new Signers.Secrets(new SecretSource.Given(secrets()));
                case SECRET_FILE -> {
                    SecretSource file = new SecretSource.OfFile(given.file(value));
                    file.read();
                    yield new Signers.Secrets(file);
                }
                default -> new Signers.Keys(source(value, given));
            };
        } catch (IllegalArgumentException e) {
            throw new SettingException(value.explain(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new SettingException(value.explain("cannot be read: " + e), e);
        }
    }

    private List<TokenSecret> secrets() {
        return secret.secrets.stream()
                .filter(text -> !text.isBlank())
                .map(TokenSecret::new)
                .toList();
    }

    private static KeySource source(SettingValue value, Given given) throws IOException {
        return value.text().matches("https?://.*")
                ? KeySource.ofUrl(URI.create(value.text()))
                : KeySource.ofFile(given.file(value));
    }

    private static boolean isGiven(SettingValue value) {
        return !value.text().isBlank();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
