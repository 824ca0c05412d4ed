package io.jims.operator;

import static io.jims.operator.OperatorClient.OWN_PAGE;
import static io.jims.operator.OperatorClient.TOKEN;
import static io.jims.operator.OperatorClient.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.helidon.webserver.http.HttpRouting;
import io.jims.cli.LiveServer;
import io.jims.core.ThreadId;
import io.jims.operator.OperatorClient.Answer;
import io.jims.operator.RecordedRoutes.Route;
import io.jims.operator.access.AdminToken;
import io.jims.testing.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All addresses of the operator's listener, as it registers them, for whoever may not ask it.
class EveryRouteTest {
    private static final String BEARER = "Authorization: Bearer ";
    private static final String OLD_TOKEN = "the-token-before-it-was-changed-0";
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");

    private final TestClock clock = new TestClock("2026-05-01T12:00:00Z");
    private final RecordedRoutes recorded = new RecordedRoutes();
    @TempDir private Path directory;
    private String oldSession = "";
    private ThreadId thread = ThreadId.create();
    private TestOperator server;

    @BeforeEach
    void startAgainWithANewToken() throws IOException {
        try (TestOperator before = start(OLD_TOKEN, HttpRouting.builder())) {
            Answer signedIn = before.client().post("/sign-in", form(OLD_TOKEN), OWN_PAGE);
            oldSession = "Cookie: " + signedIn.header("Set-Cookie").orElseThrow().split(";", 2)[0];
            thread = before.talk("ann", Instant.parse("2026-05-01T11:00:00Z"), "Tea?", "Yes.");
        }
        server = start(TOKEN, recorded.builder());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoeverMayNotAsk_getsOneAnswer_everywhere_byEveryMethod() throws IOException {
        List<String> addresses = addresses();
        List<String> intruders = intruders();
        Map<String, Map<String, List<String>>> answers = new LinkedHashMap<>();
        for (String address : addresses) {
            for (String method : METHODS) {
                for (String intruder : intruders) {
                    clock.advance(Duration.ofMinutes(1)); // else 429, which others test
                    Answer answer =
                            server.client().send(method, address, "", List.of(intruder, OWN_PAGE));
                    answers.computeIfAbsent(kind(method, address), kind -> new LinkedHashMap<>())
                            .computeIfAbsent(text(answer), text -> new ArrayList<>())
                            .add(method + " " + address + " " + intruder);
                }
            }
        }

        assertThat(addresses).contains("/api/threads/" + thread.value() + "/status");
        assertThat(answers).hasSize(4);
        assertThat(answers.values())
                .allSatisfy(found ->
                        assertThat(found)
                                .hasSize(1)
                                .allSatisfy((text, whose) ->
                                        assertThat(text).startsWith("HTTP/1.1 401 ")));
    }

    @Test
    void whoeverMayAsk_isLetIn_atThoseAddresses() throws IOException {
        for (Route route : recorded.routes()) {
            if (!route.pattern().equals("/api/events")) { // goes on for ever
                Answer answer =
                        server.client()
                                .send(
                                        route.method(),
                                        route.pattern().replaceAll("\\{\\w+}", "x"),
                                        form(TOKEN),
                                        List.of(BEARER + TOKEN, OWN_PAGE));
                assertThat(answer.status()).as(route.toString()).isNotIn(401, 403, 405);
            }
        }
    }

    @Test
    void portOfVisitors_hasNoneOfThem() throws IOException {
        try (LiveServer live =
                LiveServer.start(directory, Map.of("JIMS_ADMIN_TOKEN", TOKEN), "--app=echo")) {
            for (String address : addresses()) {
                for (Route route : recorded.routes()) {
                    OperatorClient visitor = new OperatorClient(live.port());
                    Answer answer =
                            visitor.send(route.method(), address, "", List.of(BEARER + TOKEN));
                    Answer nothing = visitor.send(route.method(), "/no-such-page", "", List.of());
                    if (!address.equals("/")) { // there the demo page is
                        assertThat(answer.status()).as(route.method() + address).isEqualTo(404);
                        assertThat(text(answer)).isEqualTo(text(nothing));
                    }
                }
            }
        }
    }

    @Test
    void token_isComparedInATimeThatTellsNothing() {
        JavaMethod matches =
                new ClassFileImporter()
                        .importClass(AdminToken.class)
                        .getMethod("matches", String.class);

        assertThat(matches.getMethodCallsFromSelf())
                .extracting(call -> call.getTarget().getFullName())
                .anyMatch(name -> name.startsWith("java.security.MessageDigest.isEqual("))
                .noneMatch(name -> name.contains(".equals("));
    }

    private TestOperator start(String token, HttpRouting.Builder routing) {
        return TestOperator.start(
                "sqlite:///" + directory.resolve("operator.db"),
                "127.0.0.1",
                token,
                null,
                clock,
                null,
                routing);
    }

    /// A header each.
    private List<String> intruders() throws IOException {
        String ended = server.client().signIn();
        server.client().post("/sign-out", "", ended, OWN_PAGE);
        String outOfTime = server.client().signIn();
        clock.advance(Duration.ofHours(12));
        return List.of(
                "X-Nothing: x",
                BEARER + TOKEN.replaceFirst(".$", "x"),
                BEARER + OLD_TOKEN,
                "Authorization: Basic " + TOKEN,
                ended,
                outOfTime,
                oldSession);
    }

    /// Those that are registered, with names of what is there and of what is not.
    private List<String> addresses() {
        return recorded.routes().stream().flatMap(this::addresses).distinct().toList();
    }

    private Stream<String> addresses(Route route) {
        Stream<String> known =
                Stream.of(thread.value().toString(), ThreadId.create().value().toString())
                        .map(id -> route.pattern().replace("{id}", id));
        return known.flatMap(address ->
                Stream.of("operator.js", "x").map(name -> address.replaceAll("\\{\\w+}", name)));
    }

    /// A page to sign in or JSON, the head alone or all of it.
    private static String kind(String method, String address) {
        return (method.equals("HEAD") ? "head" : "whole") + address.startsWith("/api/");
    }

    private static String text(Answer answer) {
        return answer.head().replaceFirst("(?im)^date:.*\\R", "") + answer.body();
    }
}
