package io.jims.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.connect.ThreadStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Kills a process that appends, at moments of chance, and looks for what it had acknowledged.
@Timeout(120)
public abstract class StoreCrashContract {
    private static final int ROUNDS = 5;
    private static final int MOST_EVENTS_A_ROUND = 3_000;
    private static final int LINE_LENGTH = 36 + 1 + 36;

    /// What `--db` says of the test's own database.
    protected abstract String url();

    @Test
    void kill_atAnyMoment_losesNothingThatWasAcknowledged() throws Exception {
        long seed = System.nanoTime();
        System.out.println("kills with seed " + seed);
        Random random = new Random(seed);
        Map<UUID, Set<UUID>> acknowledged = new TreeMap<>();

        for (int round = 0; round < ROUNDS; round++) {
            killAfter(1 + random.nextInt(MOST_EVENTS_A_ROUND), acknowledged);

            assertAllStored(acknowledged);
        }
    }

    private void killAfter(int events, Map<UUID, Set<UUID>> acknowledged)
            throws IOException, InterruptedException {
        Process process = start(url());
        int count = 0;
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                count++;
                if (count == events) {
                    // Not by the process, which would close the pipe with lines in it.
                    process.toHandle().destroyForcibly();
                }
                // The last one may have been cut off.
                if (line.length() == LINE_LENGTH) {
                    UUID thread = UUID.fromString(line.substring(0, 36));
                    acknowledged
                            .computeIfAbsent(thread, key -> new HashSet<>())
                            .add(UUID.fromString(line.substring(37)));
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(count).as("events before the kill").isGreaterThanOrEqualTo(events);
    }

    private void assertAllStored(Map<UUID, Set<UUID>> acknowledged) {
        try (ThreadStore store = ThreadStores.open(url())) {
            store.check();
            acknowledged.forEach((thread, events) -> {
                ThreadId id = new ThreadId(thread);
                assertThat(store.find(id)).isPresent();
                Set<UUID> stored =
                        store.events(id, 1_000_000).stream()
                                .map(ThreadEvent::id)
                                .collect(Collectors.toSet());
                assertThat(stored).containsAll(events);
            });
        }
    }

    private static Process start(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendUntilKilled.class.getName(),
                        url)
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
