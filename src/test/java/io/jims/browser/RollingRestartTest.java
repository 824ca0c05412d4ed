package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.jims.cli.LiveServer;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.Await;
import io.jims.testing.FreePort;
import io.jims.testing.RealProxies;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replicas on one PostgreSQL that restart behind the page's nginx, while visitors have their chats
/// open: each is back within two seconds of one being ready, which is the longest that a widget
/// plans to wait, and the number of its attempts.
@BrowserTest
class RollingRestartTest {
    private static final int VISITORS = 3;
    private static final double LONGEST_WAIT = 2_000;

    /// What a wait could be after so many attempts, if it doubled each time, is most of a minute.
    private static final int MANY_ATTEMPTS = 6;

    /// Keeps what a page's sockets do, and which waits it begins when one is lost.
    private static final String RECORD =
            """
            (() => {
              const told = (window.links = []);
              let isLosing = false;
              const wait = window.setTimeout;
              window.setTimeout = (action, time, ...rest) => {
                if (isLosing) told.push("wait " + time);
                return wait(action, time, ...rest);
              };
              window.WebSocket = class extends WebSocket {
                constructor(...given) {
                  super(...given);
                  told.push("connect");
                }
                get onclose() {
                  return super.onclose;
                }
                set onclose(listener) {
                  super.onclose = event => {
                    told.push("lost " + event.code);
                    isLosing = true;
                    try {
                      listener.call(this, event);
                    } finally {
                      isLosing = false;
                    }
                  };
                }
              };
            })();
            """;

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final List<Integer> ports = List.of(FreePort.any(), FreePort.any());
    private final List<LiveServer> replicas = new ArrayList<>();
    @TempDir private Path directory;
    private RealProxies proxies;

    @BeforeEach
    void start() throws Exception {
        for (int port : ports) {
            replicas.add(replica(port));
        }
        proxies = new RealProxies(directory, ports.getFirst());
        proxies.nginx(proxies.nginxBefore(ports));
        Await.until("nginx serves", this::isServed);
    }

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        replicas.forEach(LiveServer::close);
    }

    @Test
    void replicasThatRestartInTurn_haveEveryVisitorBack_atTheFirstAttempt(Stage stage)
            throws Exception {
        List<WidgetPage> pages = visitors(stage);
        for (int i = 0; i < 2 * ports.size(); i++) {
            int restarted = i % ports.size();
            replicas.get(restarted).close();
            for (WidgetPage page : pages) {
                assertAnswered(page, "restart " + i);
            }
            replicas.set(restarted, replica(ports.get(restarted)));
            awaitReady(replicas.get(restarted));
        }

        long lost = pages.stream().mapToLong(page -> count(page, "lost 1001")).sum();
        assertThat(lost).isBetween((long) VISITORS, 4L * VISITORS);
        for (WidgetPage page : pages) {
            assertThat(count(page, "connect")).isEqualTo(1 + count(page, "lost"));
            assertThat(waits(page)).allSatisfy(it -> assertThat(it).isBetween(0.0, LONGEST_WAIT));
        }
    }

    @Test
    void replicasThatAreAllAway_areTriedOftenEnough_toHaveEveryVisitorBackSoon(Stage stage)
            throws Exception {
        List<WidgetPage> pages = visitors(stage);
        replicas.forEach(LiveServer::close);
        replicas.clear();
        for (WidgetPage page : pages) {
            Await.until("it has tried", () -> count(page, "lost") > MANY_ATTEMPTS);
        }
        replicas.add(replica(ports.getLast()));

        for (WidgetPage page : pages) {
            assertAnswered(page, "back");
            assertThat(waits(page))
                    .hasSizeGreaterThanOrEqualTo(MANY_ATTEMPTS)
                    .allSatisfy(it -> assertThat(it).isBetween(0.0, LONGEST_WAIT));
        }
    }

    private List<WidgetPage> visitors(Stage stage) {
        HostPage host = HostPage.with(ScriptTag.of("http://127.0.0.1:" + proxies.port()));
        List<WidgetPage> pages = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            Visitor visitor = stage.visitor();
            visitor.context().addInitScript(RECORD);
            WidgetPage page = visitor.open(host).open();
            assertAnswered(page, "visitor " + i);
            pages.add(page);
        }
        return pages;
    }

    private static void assertAnswered(WidgetPage page, String text) {
        page.say(text);
        assertThat(page.shown("Echo: " + text)).hasCount(1);
    }

    private static long count(WidgetPage page, String what) {
        return told(page).stream().filter(line -> line.startsWith(what)).count();
    }

    private static List<Double> waits(WidgetPage page) {
        return told(page).stream()
                .filter(line -> line.startsWith("wait "))
                .map(line -> Double.valueOf(line.substring("wait ".length())))
                .toList();
    }

    private static List<String> told(WidgetPage page) {
        Page browsed = page.page();
        Object lines = Objects.requireNonNull(browsed.evaluate("links"));
        return ((List<?>) lines).stream().map(String::valueOf).toList();
    }

    private LiveServer replica(int port) {
        return LiveServer.start(directory, Map.of(), database.url(), port, "--app=echo");
    }

    private static void awaitReady(LiveServer replica) throws Exception {
        URI ready = URI.create("http://127.0.0.1:" + replica.metricsPort() + "/health/ready");
        Await.until("it is ready", () -> status(ready) == 200);
    }

    private boolean isServed() throws Exception {
        return status(URI.create("http://127.0.0.1:" + proxies.port() + "/")) == 200;
    }

    private static int status(URI address) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) { // not there yet
            return 0;
        }
    }
}
