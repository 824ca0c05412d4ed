package io.jims.app.remote;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/// A response with an error.
///
/// @param status HTTP status, not 200
/// @param detail the service's reason, in jims-api's form; otherwise empty
record ErrorResponse(int status, HttpHeaders headers, String detail) {
    /// jims-api 0.6's responses for an unknown thread, and for a failure of its app.
    private static final Pattern UNKNOWN_THREAD = Pattern.compile("Thread '.*' not found");

    private static final String APP_FAILED = "Pipeline error: ";
    private static final int LONGEST_REASON = 1000;
    private static final String UNAVAILABLE =
            "the assistant is not available at present; please try again later";

    /// Whether the service knows the endpoint, but no longer the thread.
    boolean isUnknownThread() {
        return status == 404 && UNKNOWN_THREAD.matcher(detail).matches();
    }

    /// Whether there is no such endpoint.
    boolean isMissingEndpoint() {
        return (status == 404 || status == 405) && !isUnknownThread();
    }

    /// Whether the service took a request apart and found fields missing.
    boolean isInvalidRequest() {
        return status == 422;
    }

    ServiceException toException() {
        String answered = "it answered " + status;
        return switch (status) {
            case 401, 403 -> unavailable(answered + "; check --app-token");
            case 404, 405 -> unavailable(answered + ": no jims-api is there; check --app");
            case 413 ->
                    new ServiceException(
                            "the message is too long for the assistant",
                            answered + "; --max-message-chars bounds messages");
            case 422 ->
                    new ServiceException(
                            "the assistant cannot take this message",
                            answered + ": it wants other requests than jims-api 0.6; check --app");
            case 429 -> tooMany(answered);
            default -> status == 500 ? failed(detail, answered) : other(answered);
        };
    }

    /// The failure that such a response reports.
    static ServiceException failed(String detail, String otherwise) {
        if (!detail.startsWith(APP_FAILED)) {
            String said = detail.isBlank() ? "" : ": " + shortened(detail.strip());
            return unavailable(otherwise + "; see its log" + said);
        }
        String reason = detail.substring(APP_FAILED.length()).strip();
        if (reason.isEmpty()) {
            return ServiceException.appFailed("the assistant failed");
        }
        return ServiceException.appFailed(shortened(reason));
    }

    private ServiceException tooMany(String answered) {
        String when = retryAfter().map(seconds -> "in " + seconds + " s").orElse("later");
        return new ServiceException(
                "the assistant has too much to do; please try again " + when,
                answered + ": it is asked too often; --max-runs bounds answers at once");
    }

    private ServiceException other(String answered) {
        return unavailable(
                status >= 300 && status < 400
                        ? answered + ", a redirect; give the final URL in --app"
                        : answered + "; see its log, and the proxies between");
    }

    private Optional<String> retryAfter() {
        return headers.firstValue("Retry-After").filter(value -> value.matches("\\d{1,5}"));
    }

    private static String shortened(String reason) {
        if (reason.length() <= LONGEST_REASON) {
            return reason;
        }
        int end =
                LONGEST_REASON
                        - (Character.isHighSurrogate(reason.charAt(LONGEST_REASON - 1)) ? 1 : 0);
        return reason.substring(0, end) + "…";
    }

    private static ServiceException unavailable(String advice) {
        return new ServiceException(UNAVAILABLE, advice);
    }
}
