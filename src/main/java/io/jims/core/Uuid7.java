package io.jims.core;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Optional;
import java.util.UUID;

/// Creates and parses the uuids of threads and events (RFC 9562, section 5.7). Safe for all
/// threads.
///
/// Ids that order events count up within a millisecond, so one can be guessed from another. Use
/// [#unguessable] for an id that gives access.
public final class Uuid7 {
    private static final NoArgGenerator IN_ORDER = Generators.timeBasedEpochGenerator();
    private static final NoArgGenerator UNGUESSABLE = Generators.timeBasedEpochRandomGenerator();
    private static final int COMPACT_LENGTH = 32;
    private static final int CANONICAL_LENGTH = 36;

    private Uuid7() {}

    /// A new uuid7; those of one process sort in the order of their creation.
    public static UUID next() {
        return IN_ORDER.generate();
    }

    /// A new uuid7 with 74 random bits; those of one millisecond are in no order.
    public static UUID unguessable() {
        return UNGUESSABLE.generate();
    }

    /// Parses a uuid of any version, with its four hyphens or as 32 hexadecimal digits.
    public static Optional<UUID> parse(String text) {
        return switch (text.length()) {
            case COMPACT_LENGTH -> parseCompact(text);
            case CANONICAL_LENGTH ->
                    hasHyphensInPlace(text)
                            ? parseCompact(text.replace("-", ""))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// The 32 hexadecimal digits, without hyphens, in lower case.
    public static String compact(UUID uuid) {
        return uuid.toString().replace("-", "");
    }

    private static boolean hasHyphensInPlace(String text) {
        return text.charAt(8) == '-'
                && text.charAt(13) == '-'
                && text.charAt(18) == '-'
                && text.charAt(23) == '-';
    }

    private static Optional<UUID> parseCompact(String digits) {
        if (digits.length() != COMPACT_LENGTH
                || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            return Optional.empty();
        }
        return Optional.of(
                new UUID(
                        Long.parseUnsignedLong(digits, 0, 16, 16),
                        Long.parseUnsignedLong(digits, 16, 32, 16)));
    }
}
