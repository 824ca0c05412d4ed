package io.jims.app.assistant;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what a provider says instead of an answer. The words are those of the providers' error
/// messages and codes.
final class Refusal {
    private static final int QUOTED = 300;
    private static final Pattern STATUS =
            Pattern.compile("\"(?:code|status)\"\\s*:\\s*\"?([1-5]\\d\\d)\\b");

    private Refusal() {}

    /// An HTTP status that is no success.
    static ModelException ofStatus(int status, String body, @Nullable Duration retryAfter) {
        return new ModelException(
                trouble(status, body), "HTTP " + status + quote(body), retryAfter, null);
    }

    /// An error among the events of a stream.
    static ModelException ofEvent(String data) {
        Matcher code = STATUS.matcher(data);
        int status = code.find() ? Integer.parseInt(code.group(1)) : 500;
        return new ModelException(trouble(status, data), "an error in the stream" + quote(data));
    }

    /// The provider's words in one line, as far as a log needs them.
    static String quote(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "";
        }
        return ": " + (line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line);
    }

    private static Trouble trouble(int status, String body) {
        String text = body.toLowerCase(Locale.ROOT);
        if (status == 402
                || says(text, "insufficient_quota", "credit balance", "insufficient credits")) {
            return Trouble.NO_CREDIT;
        }
        if (status == 401
                || status == 403
                || says(text, "api key not valid", "invalid_api_key", "authentication_error")) {
            return Trouble.BAD_KEY;
        }
        if (status == 429 || says(text, "rate_limit", "resource_exhausted")) {
            return Trouble.RATE_LIMITED;
        }
        if (status >= 500 && !saysTooLong(text)) {
            return Trouble.PROVIDER_FAILED;
        }
        return status == 404 ? Trouble.NO_MODEL : rejected(status, text);
    }

    private static Trouble rejected(int status, String text) {
        if (status == 413 || saysTooLong(text)) {
            return Trouble.TOO_LONG;
        }
        if (says(text, "content_filter", "content_policy", "content management policy")) {
            return Trouble.REFUSED;
        }
        if (status < 400) {
            return Trouble.UNREADABLE;
        }
        return status == 408 ? Trouble.SILENT : Trouble.REJECTED;
    }

    private static boolean saysTooLong(String text) {
        return says(
                text,
                "context_length",
                "context length",
                "context size",
                "context window",
                "maximum context",
                "prompt is too long",
                "input token count",
                "too many tokens");
    }

    private static boolean says(String text, String... words) {
        return Stream.of(words).anyMatch(text::contains);
    }
}
