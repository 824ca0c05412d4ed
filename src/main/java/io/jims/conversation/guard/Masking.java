package io.jims.conversation.guard;

import io.jims.core.Guard;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Masks card numbers and e-mail addresses, on their way in and out. Safe for all threads.
///
/// @param kinds what is masked
public record Masking(Set<Kind> kinds) implements Guard {
    /// What can be masked.
    public enum Kind {
        /// 13 to 19 digits with a right check digit (ISO/IEC 7812), apart by one space or hyphen at
        /// most; the last four stay.
        CARDS,
        /// Whole e-mail addresses.
        EMAILS
    }

    private static final Pattern DIGITS =
            Pattern.compile("(?<![\\p{Nd}])\\d(?:[ \\u00a0-]?\\d){12,18}(?![ -]?\\p{Nd})");
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<![\\p{L}\\p{Nd}._%+-])[\\p{L}\\p{Nd}._%+-]{1,64}+@"
                            + "[\\p{L}\\p{Nd}-]{1,63}+(?:\\.[\\p{L}\\p{Nd}-]{2,63}+){1,8}+");
    private static final int SHOWN = 4;

    public Masking {
        kinds = Set.copyOf(kinds);
    }

    @Override
    public Verdict message(String text) {
        return masked(text);
    }

    @Override
    public Verdict answer(String text) {
        return masked(text);
    }

    private Verdict masked(String text) {
        String left = text;
        if (kinds.contains(Kind.CARDS)) {
            left = DIGITS.matcher(left).replaceAll(Masking::card);
        }
        if (kinds.contains(Kind.EMAILS)) {
            left = ADDRESS.matcher(left).replaceAll("[e-mail]");
        }
        return left.equals(text) ? new Pass() : new Replace(left);
    }

    private static String card(MatchResult found) {
        String digits = found.group().replaceAll("\\D", "");
        return isCard(digits)
                ? "[card " + digits.substring(digits.length() - SHOWN) + "]"
                : found.group();
    }

    /// The check of Luhn: every second digit from the right counts twice, its digits added.
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : 2 * digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
