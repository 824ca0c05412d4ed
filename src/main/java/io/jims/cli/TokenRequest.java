package io.jims.cli;

import io.jims.admission.token.ContactId;
import io.jims.admission.token.TokenSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A token to be made, for trying a server that asks for one.
///
/// @param rules what the token must be to be taken
record TokenRequest(ContactId contact, Duration lifetime, TokenSettings rules) {
    /// @throws UsageException for the first value that is not allowed, or without a secret; it
    ///   shows none
    static TokenRequest read(FlagValues flags, Path workingDirectory) {
        TokenSettings rules = new AuthFlags(flags::value, workingDirectory).read();
        if (rules == null) {
            throw new UsageException("token needs --auth-secret or --auth-secret-file");
        }
        Duration lifetime = flags.value(Flag.TTL).toDuration(Duration.ofSeconds(1));
        SettingValue contact = flags.nonEmpty(Flag.CONTACT);
        try {
            return new TokenRequest(new ContactId(contact.text()), lifetime, rules);
        } catch (IllegalArgumentException e) {
            throw new UsageException(contact.explain(String.valueOf(e.getMessage())), e);
        }
    }

    /// @throws UsageException if it is not a secret that signs tokens
    String token() {
        try {
            return rules.sign(contact, Instant.now().plus(lifetime));
        } catch (IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
