package io.jims.operator.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadFilter.Rating;
import io.jims.store.index.ThreadFilter.State;
import io.jims.store.index.ThreadIndex.Place;
import io.jims.store.index.ThreadSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Parameters of a request, from its query and path.
///
/// @param query decoded
public record Parameters(UriQuery query) {
    private static final int MAX_TEXT = 500;

    public Parameters(ServerRequest request) {
        this(request.query());
    }

    /// The thread id in the path.
    ///
    /// @return empty if it is not an id
    public static Optional<ThreadId> thread(ServerRequest request) {
        return ThreadId.parse(request.path().pathParameters().get("id"));
    }

    /// The filter of `q`, `contact`, `rating`, `state` and `lang`.
    ///
    /// @throws BadRequest for a value that is not allowed
    public ThreadFilter filter() {
        return new ThreadFilter(
                text("q"),
                text("contact"),
                oneOf("rating", Rating.class),
                oneOf("state", State.class),
                language());
    }

    private @Nullable String language() {
        String text = text("lang");
        if (text != null && !text.matches("[a-z]{2,8}")) {
            throw new BadRequest("lang is the first part of a language's tag, such as de.");
        }
        return text;
    }

    /// A whole number.
    ///
    /// @throws BadRequest if it is none, or out of bounds
    public int number(String name, int standard, int least, int most) {
        String text = text(name);
        if (text == null) {
            return standard;
        }
        if (!text.matches("\\d{1,9}")
                || Integer.parseInt(text) < least
                || Integer.parseInt(text) > most) {
            throw new BadRequest(name + " is a whole number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    /// An id of an event.
    ///
    /// @throws BadRequest if it is none
    public @Nullable UUID id(String name) {
        String text = text(name);
        return text == null
                ? null
                : Uuid7.parse(text).orElseThrow(() -> new BadRequest(name + " is no event's id."));
    }

    /// The cursor `before`: the place in the list where the page begins.
    ///
    /// @throws BadRequest if it names none
    public @Nullable Place before() {
        String text = text("before");
        if (text == null) {
            return null;
        }
        String[] parts = text.split("\\.", 2);
        Optional<ThreadId> id =
                parts.length == 2 && parts[0].matches("\\d{1,17}")
                        ? ThreadId.parse(parts[1])
                        : Optional.empty();
        return new Place(
                Instant.EPOCH.plus(
                        id.isPresent() ? Long.parseLong(parts[0]) : 0, ChronoUnit.MICROS),
                id.orElseThrow(() -> new BadRequest("before is what the page before ended with.")));
    }

    /// The value of `before` for a page that begins after this thread.
    public static String place(ThreadSummary thread) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, thread.lastActivity())
                + "."
                + thread.id().value();
    }

    /// A query parameter; null if it is missing or empty.
    ///
    /// @throws BadRequest if it is too long
    public @Nullable String text(String name) {
        String text = query.first(name).orElse("");
        if (text.length() > MAX_TEXT) {
            throw new BadRequest(name + " has at most " + MAX_TEXT + " characters.");
        }
        return text.isEmpty() ? null : text;
    }

    private <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new BadRequest(
                                name
                                        + " is one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(Parameters::word)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
