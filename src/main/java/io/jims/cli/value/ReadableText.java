package io.jims.cli.value;

import io.jims.server.SettingException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Checks that Java could decode its arguments and environment. In a locale without UTF-8, as with
/// systemd, cron and slim images, each non-ASCII byte becomes U+FFFD.
public final class ReadableText {
    private static final Pattern OURS = Pattern.compile("JIMS_.*|SENTRY_.*|OTEL_.*|MODEL");

    private ReadableText() {}

    /// Returns if no character was lost in the arguments and the relevant variables.
    ///
    /// @throws SettingException naming `LANG` if something was
    public static void require(List<String> arguments, Map<String, String> variables) {
        if (isUtf8()) {
            return; // then a U+FFFD was meant
        }
        arguments.stream()
                .filter(ReadableText::isLost)
                .findFirst()
                .ifPresent(argument -> {
                    throw unreadable("'" + argument + "'");
                });
        variables.forEach((name, value) -> {
            if (OURS.matcher(name).matches() && isLost(value)) {
                throw unreadable(name);
            }
        });
    }

    /// Advice for a file name that the locale cannot encode.
    static String advice() {
        return isUtf8() ? "" : "; the locale has no UTF-8, set LANG=C.UTF-8";
    }

    private static boolean isUtf8() {
        return System.getProperty("native.encoding").equalsIgnoreCase("UTF-8");
    }

    private static boolean isLost(String text) {
        return text.indexOf('\uFFFD') >= 0;
    }

    private static SettingException unreadable(String what) {
        return new SettingException(
                what
                        + " has characters that cannot be read in this locale ("
                        + System.getProperty("native.encoding")
                        + "); set LANG=C.UTF-8");
    }
}
