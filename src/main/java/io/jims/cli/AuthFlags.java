package io.jims.cli;

import io.jims.admission.token.KeyPlace;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the flags that say how visitors prove who they are.
public record AuthFlags(Function<Flag, SettingValue> values, Path workingDirectory) {
    /// Those that name who may sign tokens; one of them at most.
    public static final List<Flag> SIGNERS =
            List.of(Flag.AUTH_SECRET, Flag.AUTH_SECRET_FILE, Flag.AUTH_JWKS);

    /// Null where none of them asks for tokens.
    ///
    /// @throws UsageException for the first value that is not allowed; it shows no secret
    @Nullable TokenSettings read() {
        List<SettingValue> given =
                SIGNERS.stream().map(this::given).flatMap(Optional::stream).toList();
        if (given.isEmpty()) {
            requireNoRules();
            return null;
        }
        if (given.size() > 1) {
            throw new UsageException(
                    "%s and %s cannot both be given"
                            .formatted(given.get(0).label(), given.get(1).label()));
        }
        return new TokenSettings(
                signers(given.getFirst()),
                given(Flag.AUTH_ISSUER).map(SettingValue::text).orElse(null),
                given(Flag.AUTH_AUDIENCE).map(SettingValue::text).orElse(null),
                values.apply(Flag.AUTH_CLOCK_SKEW).toDuration(Duration.ZERO),
                values.apply(Flag.AUTH_JWKS_MAX_AGE).toDuration(Duration.ofMillis(1)));
    }

    /// A rule for tokens that nobody asks for is a mistake that leaves the door open.
    private void requireNoRules() {
        Stream.of(Flag.AUTH_ISSUER, Flag.AUTH_AUDIENCE)
                .map(this::given)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(rule -> {
                    throw new UsageException(
                            rule.label()
                                    + " needs --auth-secret, --auth-secret-file or --auth-jwks");
                });
    }

    private Signers signers(SettingValue value) {
        try {
            return value.flag() == Flag.AUTH_JWKS
                    ? new Signers.Keys(place(value))
                    : new Signers.Secret(new TokenSecret(secretText(value)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(value.explain(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UsageException(value.explain("cannot be read: " + e), e);
        }
    }

    private String secretText(SettingValue value) throws IOException {
        return value.flag() == Flag.AUTH_SECRET
                ? value.text()
                : Files.readString(path(value)).stripTrailing();
    }

    private KeyPlace place(SettingValue value) throws IOException {
        if (value.text().matches("https?://.*")) {
            return KeyPlace.ofUrl(URI.create(value.text()));
        }
        return KeyPlace.ofFile(path(value));
    }

    private Path path(SettingValue value) {
        try {
            return workingDirectory.resolve(value.text());
        } catch (InvalidPathException e) {
            throw value.refuse("a file");
        }
    }

    private Optional<SettingValue> given(Flag flag) {
        return Optional.of(values.apply(flag)).filter(value -> !value.text().isBlank());
    }
}
