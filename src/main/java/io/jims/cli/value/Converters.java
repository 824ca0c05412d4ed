package io.jims.cli.value;

import io.jims.admission.address.AddressRange;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.HostNames;
import io.jims.admission.address.OriginPattern;
import io.jims.admission.address.TrustedProxies;
import io.jims.logging.LogFormat;
import io.jims.store.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converts the text of a flag to its value. The message of a refusal says what is allowed.
public final class Converters {
    private static final Pattern RATE = Pattern.compile("(\\d{1,7})/(\\d{1,6}[smh])");

    private Converters() {}

    /// Registers the types that have a single format.
    public static void register(CommandLine commandLine) {
        commandLine.registerConverter(Duration.class, Converters::duration);
        commandLine.registerConverter(Integer.class, text -> orNone(text, Integer::valueOf));
        commandLine.registerConverter(Double.class, text -> orNone(text, Double::valueOf));
        commandLine.registerConverter(long.class, Converters::numberOrOff);
        commandLine.registerConverter(Switch.class, Converters::onOrOff);
        commandLine.registerConverter(OnOff.class, Converters::onOff);
        commandLine.registerConverter(LogFormat.class, Converters::logFormat);
        commandLine.registerConverter(RateLimit.class, Converters::rate);
        commandLine.registerConverter(ValueList.class, ValueList::split);
        commandLine.registerConverter(AllowedOrigins.class, Converters::origins);
        commandLine.registerConverter(TrustedProxies.class, Converters::proxies);
    }

    /// Text that must not be blank.
    public static final class NonBlank implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("");
            }
            return text;
        }
    }

    /// A host name, or an IP address without its brackets.
    public static final class Host implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            String host = bracketed ? text.substring(1, text.length() - 1) : text;
            if (!HostNames.isHost(host) || (bracketed && !host.contains(":"))) {
                throw new TypeConversionException(
                        "a host name or an IP address, without scheme and port, such as 0.0.0.0,"
                                + " 127.0.0.1, :: or localhost");
            }
            return host;
        }
    }

    /// A duration; null if the text is blank.
    public static final class DurationOrNone implements ITypeConverter<Duration> {
        @Override
        public @Nullable Duration convert(String text) {
            return orNone(text, Converters::duration);
        }
    }

    private static Duration duration(String text) {
        return Durations.parse(text);
    }

    /// A whole number of at least 1, or 0 for `off`.
    private static long numberOrOff(String text) {
        long number = isOff(text) ? 0 : Long.parseLong(text);
        if (number < 1 && !isOff(text)) {
            throw new TypeConversionException("a whole number from 1, or off");
        }
        return number;
    }

    private static Switch onOrOff(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> new Switch(true);
            case "false", "0", "no" -> new Switch(false);
            default -> throw new TypeConversionException("true, false, 1, 0, yes or no");
        };
    }

    private static OnOff onOff(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "1", "yes" -> OnOff.ON;
            case "off", "false", "0", "no" -> OnOff.OFF;
            default -> throw new TypeConversionException("on or off");
        };
    }

    private static LogFormat logFormat(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new TypeConversionException("text or json");
        };
    }

    /// A rate such as `30/1m`, with a burst of one; null for `off`.
    private static @Nullable RateLimit rate(String text) {
        if (isOff(text)) {
            return null;
        }
        Matcher matcher = RATE.matcher(text);
        if (matcher.matches()) {
            try {
                return new RateLimit(
                        Integer.parseInt(matcher.group(1)), Durations.parse(matcher.group(2)), 1);
            } catch (IllegalArgumentException e) {
                throw refusedRate();
            }
        }
        throw refusedRate();
    }

    private static TypeConversionException refusedRate() {
        return new TypeConversionException(
                "a rate such as 30/1m or 5/10s: 1 to 1000000 in 1s to 24h; or off");
    }

    /// Origins, or `*` alone for all.
    private static AllowedOrigins origins(String text) {
        List<String> entries = ValueList.split(text).list();
        if (entries.isEmpty()) {
            throw refusedOrigins();
        }
        List<OriginPattern> patterns =
                entries.equals(List.of("*"))
                        ? List.of()
                        : entries.stream().map(Converters::origin).distinct().toList();
        return new AllowedOrigins(patterns, false);
    }

    private static OriginPattern origin(String text) {
        return OriginPattern.parse(text).orElseThrow(Converters::refusedOrigins);
    }

    private static TypeConversionException refusedOrigins() {
        return new TypeConversionException(
                "origins separated by commas, each scheme://host[:port] without a path, such as"
                        + " https://www.example.com or https://*.example.com, or * alone");
    }

    private static TrustedProxies proxies(String text) {
        return new TrustedProxies(
                ValueList.split(text).list().stream().map(Converters::range).toList());
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "addresses or networks separated by commas, such as 127.0.0.1,"
                                        + " 10.0.0.0/8 or fd00::/8"));
    }

    private static boolean isOff(String text) {
        return text.equals("0") || text.equalsIgnoreCase("off");
    }

    private static <T> @Nullable T orNone(String text, Function<String, T> read) {
        return text.isBlank() ? null : read.apply(text);
    }
}
