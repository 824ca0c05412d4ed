package io.jims.cli.value;

import io.jims.store.RateLimit;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// What a flag's field declares besides its name and type: variables, bounds, help.
public final class Flags {
    private static final String BOUNDS = "{bounds}";

    /// The placeholder of a value by its type, if the flag declares none.
    private static final Map<Class<?>, String> LABELS =
            Map.of(
                    int.class, "<n>",
                    long.class, "<n>",
                    Integer.class, "<n>",
                    Duration.class, "<duration>",
                    RateLimit.class, "<rate>",
                    Switch.class, Switch.LABEL);

    private Flags() {}

    /// The environment variables of a flag; the first that is set counts. `--max-runs` has
    /// `JIMS_MAX_RUNS`.
    public static List<String> variables(OptionSpec flag) {
        return Stream.concat(
                        Stream.of(variable(flag.longestName())),
                        annotation(flag, AlsoFrom.class).map(AlsoFrom::value).stream())
                .toList();
    }

    static String variable(String flag) {
        return "JIMS" + flag.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// The placeholder of its value: `<port>`.
    public static String label(OptionSpec flag) {
        String implied = LABELS.get(flag.type());
        return implied == null
                        || annotation(flag, Option.class)
                                .filter(o -> !o.paramLabel().isEmpty())
                                .isPresent()
                ? flag.paramLabel()
                : implied;
    }

    /// Its description, with its bounds.
    public static String description(OptionSpec flag) {
        String text = String.join(" ", flag.description());
        return bounds(flag)
                .map(bounds ->
                        text.replace(
                                BOUNDS,
                                bounds.from()
                                        + " to "
                                        + bounds.to()
                                        + (bounds.orOff() ? ", or off" : "")))
                .orElse(text);
    }

    /// Its default, as written on the command line.
    public static Optional<String> defaultText(OptionSpec flag) {
        return Optional.ofNullable(flag.defaultValue()).filter(text -> !text.isEmpty());
    }

    /// Whether it is a switch, which alone means on.
    public static boolean isSwitch(OptionSpec flag) {
        return flag.type() == Switch.class;
    }

    /// Whether its value is within its bounds.
    static boolean isWithinBounds(OptionSpec flag) {
        Object value = flag.getValue();
        return value == null || bounds(flag).map(bounds -> holds(bounds, value)).orElse(true);
    }

    /// The allowed values, for messages; empty if only its converter knows them.
    public static Optional<String> allowed(OptionSpec flag) {
        return bounds(flag).map(bounds -> allowed(bounds, flag.type()));
    }

    private static Optional<Bounds> bounds(OptionSpec flag) {
        return annotation(flag, Bounds.class);
    }

    private static <A extends Annotation> Optional<A> annotation(OptionSpec flag, Class<A> type) {
        return flag.userObject() instanceof AnnotatedElement field
                ? Optional.ofNullable(field.getAnnotation(type))
                : Optional.empty();
    }

    private static boolean holds(Bounds bounds, Object value) {
        return switch (value) {
            case Duration duration ->
                    duration.compareTo(Durations.parse(bounds.from())) >= 0
                            && duration.compareTo(Durations.parse(bounds.to())) <= 0;
            case Double number ->
                    number >= Double.parseDouble(bounds.from())
                            && number <= Double.parseDouble(bounds.to());
            case Number number ->
                    (bounds.orOff() && number.longValue() == 0) || holds(bounds, number);
            default -> throw new IllegalStateException("no bounds for " + value.getClass());
        };
    }

    private static boolean holds(Bounds bounds, Number number) {
        return number.longValue() >= Long.parseLong(bounds.from())
                && number.longValue() <= Long.parseLong(bounds.to());
    }

    private static String allowed(Bounds bounds, @Nullable Class<?> type) {
        if (type == Duration.class) {
            return Durations.allowed(Durations.parse(bounds.from()), Durations.parse(bounds.to()));
        }
        if (type == Double.class) {
            return "a number from "
                    + Double.parseDouble(bounds.from())
                    + " to "
                    + Double.parseDouble(bounds.to());
        }
        return "a whole number from "
                + bounds.from()
                + " to "
                + bounds.to()
                + (bounds.orOff() ? ", or off" : "");
    }
}
