package io.jims.core;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command of the visitor to the chat itself: a text that begins with a slash and a word, such as
/// `/start` or `/start now`. A path such as `/etc/hosts` is not one.
public final class UserCommand {
    /// Starts a conversation.
    public static final String START = "/start";

    private static final Pattern FORM =
            Pattern.compile(
                    "(/[a-z][a-z0-9_-]{0,31})(\\s.*)?", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private UserCommand() {}

    /// Its name with the slash, in lower case: `/start`.
    public static Optional<String> name(String text) {
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(form.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
