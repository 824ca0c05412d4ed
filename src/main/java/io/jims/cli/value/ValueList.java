package io.jims.cli.value;

import java.util.List;
import java.util.stream.Stream;

/// A list that is one value of a flag. A type of its own because picocli takes a flag whose type is
/// a [List] several times.
public record ValueList(List<String> list) {
    public ValueList {
        list = List.copyOf(list);
    }

    /// The parts between the matches of a regular expression, stripped, without empty ones.
    public static ValueList split(String text, String separator) {
        return new ValueList(
                Stream.of(text.split(separator))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /// The parts between commas.
    public static ValueList split(String text) {
        return split(text, ",");
    }
}
