package io.jims.core;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deep, unmodifiable copies of JSON objects as plain Java values: `Map` with `String` keys,
/// `List`, `String`, `Boolean`, null, and the number types of `java.lang` and `java.math`. Other
/// number types are refused: some print what is not JSON, such as an amount with its currency.
final class JsonData {
    /// Deeper data is refused: writing or reading it could overflow the stack.
    static final int MAX_DEPTH = 100;

    private JsonData() {}

    /// @throws IllegalArgumentException for a value that JSON has no word for, or nesting over
    ///   [#MAX_DEPTH]
    static Map<String, @Nullable Object> copyOf(Map<String, ? extends @Nullable Object> object) {
        return object instanceof JsonMembers copy ? copy : copyObject(object, 1);
    }

    private static Map<String, @Nullable Object> copyObject(
            Map<?, ? extends @Nullable Object> object, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "event data is nested deeper than " + MAX_DEPTH + " levels");
        }
        JsonMembers.Builder copy = new JsonMembers.Builder(object.size());
        object.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException(
                        "event data has a key that is no string: " + key);
            }
            copy.add(name, copyValue(value, depth));
        });
        return copy.build();
    }

    private static @Nullable Object copyValue(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Double number when Double.isFinite(number) -> number;
            case Float number when Float.isFinite(number) -> number;
            case Integer number -> number;
            case Long number -> number;
            case Short number -> number;
            case Byte number -> number;
            case BigInteger number when number.getClass() == BigInteger.class -> number;
            case BigDecimal number when number.getClass() == BigDecimal.class -> number;
            case Map<?, ?> object -> copyObject(object, depth + 1);
            case List<?> array -> copyArray(array, depth + 1);
            default -> throw notJson(value);
        };
    }

    private static List<@Nullable Object> copyArray(List<?> array, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "event data is nested deeper than " + MAX_DEPTH + " levels");
        }
        List<@Nullable Object> copy = new ArrayList<>(array.size());
        for (Object element : array) {
            copy.add(copyValue(element, depth));
        }
        return Collections.unmodifiableList(copy);
    }

    private static IllegalArgumentException notJson(Object value) {
        return new IllegalArgumentException(
                "event data takes strings, booleans, null, lists, maps and finite numbers of Java's"
                        + " own number types, not "
                        + value.getClass().getName());
    }
}
