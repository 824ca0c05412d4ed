package io.jims.app.assistant.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.app.assistant.wire.ProviderJson;
import io.jims.app.assistant.wire.ProviderMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Classifies a provider's error by the words of its messages and codes.
final class ProviderError {
    private static final String ERROR = "error";

    private ProviderError() {}

    /// An HTTP status that is no success.
    static ModelException ofStatus(int status, String body, @Nullable Duration retryAfter) {
        return new ModelException(
                trouble(status, body),
                "HTTP " + status + ProviderMessage.of(body),
                retryAfter,
                null);
    }

    /// Looks for an error in what came with a status of success.
    ///
    /// @param where what it is, for the operator
    /// @param event its name, where it is one of a stream that has one
    /// @throws ModelException for an error, wherever in it that stands
    static void requireNone(String where, @Nullable String event, JsonNode json) {
        JsonNode error = find(json);
        if (error.isMissingNode() && "error".equals(event)) {
            error = json;
        }
        if (!error.isMissingNode()) {
            String text = error.toString();
            throw new ModelException(
                    trouble(status(error), text),
                    "an error in " + where + ProviderMessage.of(text));
        }
    }

    private static JsonNode find(JsonNode json) {
        if (isError(json.path(ERROR))) {
            return json.path(ERROR);
        }
        if (ERROR.equals(ProviderJson.text(json, "type"))
                || ERROR.equals(ProviderJson.text(json, "object"))) {
            return json;
        }
        for (JsonNode choice : json.path("choices")) {
            for (JsonNode place : List.of(choice, choice.path("delta"), choice.path("message"))) {
                if (isError(place.path(ERROR))) {
                    return place.path(ERROR);
                }
            }
        }
        return ProviderJson.MAPPER.missingNode();
    }

    /// Some servers name it in every event, and mean none.
    private static boolean isError(JsonNode error) {
        return switch (error.getNodeType()) {
            case OBJECT, ARRAY -> !error.isEmpty();
            case STRING -> !error.textValue().isBlank();
            case BOOLEAN -> error.booleanValue();
            case NUMBER -> true;
            default -> false;
        };
    }

    /// The HTTP status that it would have had.
    private static int status(JsonNode error) {
        for (String member : List.of("code", "status", "status_code", "http_code")) {
            int status = error.path(member).asInt(0);
            if (status >= 400 && status < 600) {
                return status;
            }
        }
        String text = error.toString().toLowerCase(Locale.ROOT);
        if (says(text, "not_found")) {
            return 404;
        }
        return says(text, "invalid_request", "invalid_argument", "badrequest") ? 400 : 500;
    }

    private static ModelFailure trouble(int status, String body) {
        String text = body.toLowerCase(Locale.ROOT);
        if (status == 402
                || says(text, "insufficient_quota", "credit balance", "insufficient credits")) {
            return ModelFailure.NO_CREDIT;
        }
        if (status == 401
                || status == 403
                || says(text, "api key not valid", "invalid_api_key", "authentication_error")) {
            return ModelFailure.BAD_KEY;
        }
        if (status == 429 || says(text, "rate_limit", "resource_exhausted")) {
            return ModelFailure.RATE_LIMITED;
        }
        if (status >= 500 && !saysTooLong(text)) {
            return ModelFailure.PROVIDER_FAILED;
        }
        return status == 404 ? ModelFailure.NO_MODEL : rejected(status, text);
    }

    private static ModelFailure rejected(int status, String text) {
        if (status == 413 || saysTooLong(text)) {
            return ModelFailure.TOO_LONG;
        }
        if (says(text, "content_filter", "content_policy", "content management policy")) {
            return ModelFailure.REFUSED;
        }
        if (status < 400) {
            return ModelFailure.UNREADABLE;
        }
        return status == 408 ? ModelFailure.SILENT : ModelFailure.REJECTED;
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
