package io.jims.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// From the command to the first answer of `/healthz`: of `scripts/run` as it is, without its cache
/// for a quick start, and of the bare echo with such a cache of its own.
final class StartTime {
    static final Path BARE_JAR = Path.of("target", "bench-bare-echo.jar").toAbsolutePath();

    private static final Path SCRIPT = Path.of("scripts", "run").toAbsolutePath();
    private static final Path ENV = Path.of("/usr/bin/env");
    private static final int STARTS_A_ROUND = 5;
    private static final double MOST_OF_BARE = 1.5;
    private static final double MOST_OF_UNCACHED = 0.4;

    private final Bench bench;
    private final List<String> cachedBare;
    private int count;

    private StartTime(Bench bench) throws IOException, InterruptedException {
        this.bench = bench;
        makeBareJar();
        Path cache = bench.directory().resolve("bare.aot");
        bench.say("learning from a start");
        start(ServerKind.WIDGET_BY_SCRIPT, ENV, List.of(SCRIPT.toString()));
        start(
                ServerKind.BARE_ECHO_IN_JAR,
                ServerProcess.JAVA,
                with(bench.flags(), "-XX:AOTCacheOutput=" + cache));
        this.cachedBare = with(bench.flags(), "-XX:AOTCache=" + cache);
    }

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        return new StartTime(bench).measure();
    }

    private List<Row> measure() throws IOException, InterruptedException {
        List<Double> cached = new ArrayList<>();
        List<Double> uncached = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        String options = "JAVA_OPTS=" + String.join(" ", bench.flags());
        for (int i = 0; i < bench.rounds() * STARTS_A_ROUND; i++) {
            cached.add(
                    start(
                            ServerKind.WIDGET_BY_SCRIPT,
                            ENV,
                            List.of("-u", "JAVA_OPTS", SCRIPT.toString())));
            bare.add(start(ServerKind.BARE_ECHO_IN_JAR, ServerProcess.JAVA, cachedBare));
            uncached.add(
                    start(ServerKind.WIDGET_BY_SCRIPT, ENV, List.of(options, SCRIPT.toString())));
        }
        return List.of(
                row(
                        "start of scripts/run until /healthz",
                        cached,
                        bare,
                        MOST_OF_BARE,
                        "the bare echo's"),
                row(
                        "the same, beside its start without the cache",
                        cached,
                        uncached,
                        MOST_OF_UNCACHED,
                        "that"));
    }

    private static Row row(
            String what, List<Double> ours, List<Double> beside, double most, String ofWhat) {
        double ratio = Median.of(ours, time -> time) / Median.of(beside, time -> time);
        return Row.of(what, seconds(ours), seconds(beside), "%.2f".formatted(ratio))
                .withGoal("≤ %.1f times %s".formatted(most, ofWhat), ratio <= most);
    }

    /// The time of one start, in seconds.
    private double start(ServerKind kind, Path program, List<String> flags)
            throws IOException, InterruptedException {
        Path directory = bench.directory().resolve("start-" + ++count);
        long begun = System.nanoTime();
        try (ServerProcess _ = ServerProcess.start(kind, program, flags, directory)) {
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static void makeBareJar() throws IOException {
        Path classes =
                Path.of(
                        BareEchoServer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        String name = BareEchoServer.class.getName().replace('.', '/');
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(BARE_JAR));
                Stream<Path> files = Files.list(classes.resolve(name).getParent())) {
            files.filter(file -> classes.relativize(file).toString().startsWith(name))
                    .forEach(file -> add(jar, classes, file));
        }
    }

    private static void add(JarOutputStream jar, Path root, Path file) {
        try {
            jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
            Files.copy(file, jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> with(List<String> flags, String another) {
        return Stream.concat(flags.stream(), Stream.of(another)).toList();
    }

    private static String seconds(List<Double> times) {
        return "%.2f s".formatted(Median.of(times, time -> time));
    }
}
