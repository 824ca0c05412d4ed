package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.cli.LiveServer;
import io.jims.core.Pipeline;
import io.jims.testing.JimsClient;
import io.jims.testing.QuotaFlags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What of the conversations is in memory, by `--history-cache` and `--history-events`: whatever
/// their number and length, and however many ids were received.
@Timeout(120)
public class HistoryBoundTest {
    /// Answers how many events, and how many characters of text, it sees.
    public static final Pipeline SEEN =
            context ->
                    context.sendMessage(
                            context.events().size()
                                    + " "
                                    + context.events().stream()
                                            .mapToInt(event -> event.content().length())
                                            .sum());

    private static final int CACHE = 1 << 20;
    private static final int THREADS = 4;
    private static final int MESSAGES = 40;
    private static final Pattern USED =
            Pattern.compile("(?m)^jims_widget_history_cache_bytes(?:\\{.*})? (\\S+)$");

    @TempDir private Path directory;

    @Test
    void threadsOfManyLargeMessages_takeNoMoreThanTheCache_andAnAppSeesItsShare() throws Exception {
        String large = "x".repeat(7_000);
        try (LiveServer server = start("--history-cache=" + CACHE)) {
            List<JimsClient> clients = new ArrayList<>();
            List<String> first = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                clients.add(JimsClient.greeted(server.port(), ""));
                first.add(clients.get(i).message(large));
                clients.get(i).readUntil("done");
            }
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                for (JimsClient client : clients) {
                    seen.add(seen(client, large)[1]);
                }
                assertThat(used(server)).isLessThanOrEqualTo(CACHE);
            }

            int share = CACHE / 4 / 2; // a quarter of it, two bytes a character
            assertThat(seen).allSatisfy(it -> assertThat(it).isBetween(large.length(), share));
            assertThat(MESSAGES * large.length()).isGreaterThan(share);
            for (int i = 0; i < THREADS; i++) { // nobody keeps its id in memory any more
                assertAnsweredBefore(clients.get(i), first.get(i), large);
                clients.get(i).close();
            }
        }
    }

    @Test
    void longThread_isSeenByAnApp_upToTwiceSoManyEvents() throws Exception {
        try (LiveServer server = start("--history-events=10");
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String first = client.message("first");
            client.readUntil("done");
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < MESSAGES; i++) {
                int events = seen(client, "more")[0];
                assertThat(events).isLessThanOrEqualTo(20);
                least = i < 10 ? least : Math.min(least, events);
            }

            assertThat(least).isGreaterThanOrEqualTo(10);
            assertAnsweredBefore(client, first, "first");
        }
    }

    /// A message whose id was received long ago is acknowledged, and not answered again.
    private static void assertAnsweredBefore(JimsClient client, String id, String text)
            throws IOException {
        client.message(id, text);
        List<JsonNode> told = new ArrayList<>();
        do {
            told.add(client.read());
        } while (!told.getLast().path("type").asText().equals("done"));
        assertThat(told.getFirst().path("type").asText()).isEqualTo("ack");
        assertThat(told.getLast().path("id").asText()).isEqualTo(id);
        String next = client.message("and");
        assertThat(client.readUntil("done").path("id").asText()).isEqualTo(next);
    }

    private static int[] seen(JimsClient client, String text) throws IOException {
        client.message(text);
        String answer = "";
        for (JsonNode frame = client.read();
                !frame.path("type").asText().equals("done");
                frame = client.read()) {
            if (frame.path("role").asText().equals("assistant")) {
                answer = frame.path("text").asText();
            }
        }
        return Pattern.compile(" ").splitAsStream(answer).mapToInt(Integer::parseInt).toArray();
    }

    private static double used(LiveServer server) throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + server.metricsPort() + "/metrics");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String page =
                    http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body();
            MatchResult used = USED.matcher(page).results().findFirst().orElseThrow();
            return Double.parseDouble(Objects.requireNonNull(used.group(1)));
        }
    }

    private LiveServer start(String flag) {
        List<String> flags = new ArrayList<>(QuotaFlags.OFF);
        flags.add("--app=" + HistoryBoundTest.class.getName() + ":SEEN");
        flags.add(flag);
        return LiveServer.start(directory, Map.of(), flags.toArray(String[]::new));
    }
}
