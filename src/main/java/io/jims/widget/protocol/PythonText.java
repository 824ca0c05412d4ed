package io.jims.widget.protocol;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Formats and parses values as Python does: this server replaces one written in Python, whose
/// clients and apps depend on that.
final class PythonText {
    /// White space in Python that Java's [Character#isWhitespace] excludes: next line and no-break
    /// spaces.
    private static final String MORE_WHITESPACE = "\u0085\u00A0\u2007\u202F";

    /// From this many integer digits on, a float has an exponent.
    private static final int LONGEST_FLOAT = 16;

    /// With more zeros than this after the point, it has one, too.
    private static final int SMALLEST_EXPONENT = -4;

    private PythonText() {}

    /// Python's `str.strip()`.
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhitespace(text.charAt(start))) {
            start++;
        }
        while (start < end && isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// Python's `bool(value)`.
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /// Python's `str(value)`.
    static String str(@Nullable Object value) {
        return value instanceof String text ? text : repr(value);
    }

    private static boolean isWhitespace(char c) {
        return Character.isWhitespace(c) || MORE_WHITESPACE.indexOf(c) >= 0;
    }

    private static String repr(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            case Double number -> repr(number.doubleValue());
            case Float number -> repr(number.doubleValue());
            case BigDecimal number -> repr(number.doubleValue());
            case String text -> quoted(text);
            case List<?> list ->
                    list.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(member -> repr(member.getKey()) + ": " + repr(member.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    /// The shortest text that denotes this number: `1e+22`, `1e-05`, `1000.0`.
    private static String repr(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        BigDecimal decimal = shortest(number);
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (number == 0 || (exponent >= SMALLEST_EXPONENT && exponent < LONGEST_FLOAT)) {
            String plain = decimal.toPlainString();
            boolean isNegativeZero = number == 0 && 1 / number < 0;
            return (isNegativeZero ? "-" : "") + plain + (plain.contains(".") ? "" : ".0");
        }
        String digits = decimal.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + "e%+03d".formatted(exponent);
    }

    /// Java writes two digits for the smallest number, where one would do.
    private static BigDecimal shortest(double number) {
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal digit = decimal.round(new MathContext(1));
        return digit.doubleValue() == number ? digit : decimal;
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> quoted.append(escaped(c, quote)));
        return quoted.append(quote).toString();
    }

    private static String escaped(int c, char quote) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (c == quote) {
                    yield "\\" + quote;
                }
                String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                yield isPrintable(c) ? Character.toString(c) : form.formatted(c);
            }
        };
    }

    /// Python's `str.isprintable()`.
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
