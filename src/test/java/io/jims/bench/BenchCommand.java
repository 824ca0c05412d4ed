package io.jims.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What `scripts/bench` runs: measures and prints a Markdown table. Ends with 1 if a goal is
/// missed.
final class BenchCommand {
    private static final int ROUNDS = 3;
    private static final String FLAGS = "-Xmx512m -XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError";
    private static final int SYNCS = 100;

    private BenchCommand() {}

    /// @param arguments the parts to run; all but [Part#OPERATOR], where none is named
    static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT); // the table's numbers look the same everywhere
        List<Part> parts = new ArrayList<>();
        for (String name : arguments) {
            Optional<Part> part = part(name);
            if (part.isEmpty()) {
                System.err.println("bench: no such part: " + name + "; see the top of the script");
                System.exit(2);
            }
            part.ifPresent(parts::add);
        }
        if (parts.isEmpty()) {
            parts.addAll(List.of(Part.values()));
            parts.remove(Part.OPERATOR); // takes half an hour
        }
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(directory)));
        String flags = Optional.ofNullable(System.getenv("BENCH_JAVA_OPTS")).orElse(FLAGS);
        int rounds =
                Optional.ofNullable(System.getenv("BENCH_ROUNDS"))
                        .map(Integer::parseInt)
                        .orElse(ROUNDS);
        Bench bench = new Bench(rounds, List.of(flags.trim().split("\\s+", -1)), directory);
        double load = loadAverage();
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.addAll(part.measure(bench));
        }
        System.out.print(heading(flags, directory, arguments, load, rounds) + Row.HEAD);
        rows.forEach(row -> System.out.print(row.toMarkdown()));
        System.exit(rows.stream().anyMatch(Row::missed) ? 1 : 0);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("java")).isPresent();
    }

    private static Optional<Part> part(String name) {
        return Arrays.stream(Part.values())
                .filter(part -> part.argument().equals(name))
                .findFirst();
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /// @param load of the machine when the bench began
    private static String heading(
            String flags, Path directory, String[] arguments, double load, int rounds)
            throws IOException {
        FileStore disk = Files.getFileStore(directory);
        int processors = Runtime.getRuntime().availableProcessors();
        return """

        Measured %s with `%s` on %d CPUs%s (load %.1f at the beginning), JDK %s, `java %s`;
        database on %s (%s), %.2f ms for a flush to disk. "Beside it" is Helidon's bare echo unless said
        otherwise; a ratio is the median of %d rounds, with the least and the most.

        """
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        String.join(
                                " ",
                                Stream.concat(Stream.of("scripts/bench"), Arrays.stream(arguments))
                                        .toList()),
                        processors,
                        load > processors / 2.0 ? " of a **busy machine**" : "",
                        load,
                        Runtime.version(),
                        flags,
                        disk.type(),
                        disk.name(),
                        millisOfSync(directory),
                        rounds);
    }

    /// The median time of a flush, which bounds what a database can do here.
    private static double millisOfSync(Path directory) throws IOException {
        double[] nanos = new double[SYNCS];
        try (FileChannel file =
                FileChannel.open(
                        directory.resolve("sync"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                file.write(ByteBuffer.allocate(4_096), i * 4_096L);
                file.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        }
        return Median.of(nanos) / 1e6;
    }

    /// Ends the servers that are left, on Ctrl-C, and deletes what they wrote.
    private static void cleanUp(Path directory) {
        ProcessHandle.current()
                .children()
                .filter(BenchCommand::isJava) // a database ends by itself
                .forEach(child -> {
                    child.destroyForcibly();
                    child.onExit().join();
                });
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("bench: " + directory + " is left behind: " + e);
        }
    }
}
