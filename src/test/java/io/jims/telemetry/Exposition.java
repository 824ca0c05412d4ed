package io.jims.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A strict reader of the Prometheus text format 0.0.4: refuses what a Prometheus server might
/// take, but would take wrongly.
final class Exposition {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL =
            Pattern.compile(
                    "\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<Series, Double> values = new LinkedHashMap<>();

    record Series(String name, Map<String, String> labels) {
        Series without(String label) {
            Map<String, String> rest = new TreeMap<>(labels);
            rest.remove(label);
            return new Series(name, rest);
        }
    }

    record Family(String name, String type, String help) {
        /// Which of this family's lines a sample of that name would be, if any.
        boolean owns(String sample) {
            return switch (type) {
                case "histogram" ->
                        Set.of("_bucket", "_sum", "_count").stream()
                                .anyMatch(suffix -> sample.equals(name + suffix));
                case "summary" ->
                        sample.equals(name)
                                || sample.equals(name + "_sum")
                                || sample.equals(name + "_count");
                default -> sample.equals(name);
            };
        }
    }

    static Exposition parse(String text) {
        require(text.endsWith("\n"), "the last line must end with a line feed");
        Exposition exposition = new Exposition();
        String help = "";
        String family = "";
        for (String line : text.split("\n", -1)) {
            Matcher helpLine = HELP.matcher(line);
            Matcher typeLine = TYPE.matcher(line);
            if (helpLine.matches()) {
                family = helpLine.group(1);
                help = helpLine.group(2);
            } else if (typeLine.matches()) {
                require(typeLine.group(1).equals(family), "HELP and TYPE must follow: " + line);
                exposition.addFamily(new Family(family, typeLine.group(2), help));
            } else if (!line.isEmpty()) {
                exposition.addSample(line, family);
            }
        }
        exposition.requireWholeHistograms();
        return exposition;
    }

    Set<String> families(String prefix) {
        return families.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    String type(String family) {
        return requireFamily(family).type();
    }

    String help(String family) {
        return requireFamily(family).help();
    }

    double value(String name, Map<String, String> labels) {
        return present(
                values.get(new Series(name, labels)),
                "no " + name + labels + " among " + series(name));
    }

    boolean has(String name, Map<String, String> labels) {
        return values.containsKey(new Series(name, labels));
    }

    List<Map<String, String>> series(String name) {
        return values.keySet().stream()
                .filter(series -> series.name().equals(name))
                .map(Series::labels)
                .toList();
    }

    private void addFamily(Family family) {
        require(families.put(family.name(), family) == null, "twice: " + family);
    }

    private void addSample(String line, String family) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "neither comment nor sample: " + line);
        require(requireFamily(family).owns(sample.group(1)), "not of " + family + ": " + line);
        String labels = sample.group(2);
        Series series = new Series(sample.group(1), labels == null ? Map.of() : labels(labels));
        require(values.put(series, number(sample.group(3))) == null, "twice: " + series);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            require(
                    labels.put(label.group(1), label.group(2).translateEscapes()) == null,
                    "twice: " + text);
            end = label.end();
        }
        require(end == text.length(), "bad labels: " + text);
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void requireWholeHistograms() {
        for (Family family : families.values()) {
            if (family.type().equals("histogram")) {
                Map<Series, List<Series>> buckets =
                        values.keySet().stream()
                                .filter(series -> series.name().equals(family.name() + "_bucket"))
                                .collect(Collectors.groupingBy(series -> series.without("le")));
                require(!buckets.isEmpty(), "no buckets: " + family);
                buckets.forEach((series, ofIt) -> requireWhole(family, series.labels(), ofIt));
            }
        }
    }

    private void requireWhole(Family family, Map<String, String> labels, List<Series> buckets) {
        List<Double> bounds = new ArrayList<>();
        double below = 0;
        for (Series bucket : buckets) {
            String bound = present(bucket.labels().get("le"), "a bucket without le: " + bucket);
            bounds.add(number(bound));
            double count = value(bucket.name(), bucket.labels());
            require(count >= below, "buckets must not fall: " + bucket);
            below = count;
        }
        require(bounds.equals(bounds.stream().sorted().distinct().toList()), "order: " + bounds);
        require(bounds.getLast() == Double.POSITIVE_INFINITY, "no +Inf: " + family + labels);
        require(below == value(family.name() + "_count", labels), "+Inf is not _count: " + labels);
        require(value(family.name() + "_sum", labels) >= 0, "_sum: " + labels);
    }

    private Family requireFamily(String name) {
        return present(families.get(name), "no TYPE of " + name);
    }

    private static <T> T present(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new AssertionError(otherwise);
        }
        return value;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
