package io.jims.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.observe.MetricName;
import io.jims.operator.webhook.TestReceiver.Message;
import io.jims.store.connect.ThreadStores;
import io.jims.store.index.StoredNews;
import io.jims.store.index.ThreadIndex;
import io.jims.store.index.WebhookQueue;
import io.jims.store.sql.SqlThreadStore;
import io.jims.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is told of what, on every database.
abstract class WebhookContract {
    static final WebhookSecret SECRET = new WebhookSecret("whsec_" + "c2VjcmV0".repeat(4));
    private static final EventFilter SAID = new EventFilter(List.of("comm.*"));

    /// Soon, since a test waits for it.
    private static final Backoff SOON =
            new Backoff(List.of(Duration.ofMillis(20), Duration.ofMillis(50)));

    SqlThreadStore store;
    TestReceiver receiver;
    private volatile InstantSource clock = InstantSource.system();

    /// What `--db` names: a database of the test's own, empty at first.
    abstract String database();

    @BeforeEach
    void open() throws IOException {
        store = ThreadStores.open(database());
        receiver = new TestReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        store.close();
    }

    Webhook start(EventFilter filter) throws Exception {
        return start(filter, SOON);
    }

    /// Returns when what is stored from now on is told.
    Webhook start(EventFilter filter, Backoff backoff) throws Exception {
        WebhookSettings settings =
                new WebhookSettings(receiver.url(), List.of(SECRET), filter, true);
        Webhook webhook =
                Webhook.start(settings, store, store.openIndex(), backoff, () -> clock.instant());
        try (ThreadIndex index = store.openIndex()) {
            Await.until("it has begun", () -> index.webhook().claim("", Duration.ZERO).isEmpty());
        }
        return webhook;
    }

    ThreadId talk(String... messages) {
        ChatThread thread =
                new ChatThread(
                        ThreadId.create(),
                        "ann",
                        null,
                        Instant.now(),
                        Map.of("interface", "widget"));
        store.create(thread, List.of(ThreadEvent.create(EventTypes.THREAD_CREATED, Map.of())));
        for (String message : messages) {
            say(thread.id(), message);
        }
        return thread.id();
    }

    void say(ThreadId thread, String content) {
        store.append(
                thread,
                List.of(
                        ThreadEvent.create(
                                EventTypes.USER_MESSAGE,
                                Map.of("role", "user", "content", content))));
    }

    void awaitTaken(int count) throws Exception {
        Await.until(count + " are told", () -> receiver.taken().size() >= count);
    }

    private static String text(ThreadId thread) {
        return thread.value().toString();
    }

    @Test
    void event_isTold_signed_withItsIdAndThread() throws Exception {
        try (Webhook _ = start(EventFilter.ALL)) {
            ThreadId thread = talk("Grüße 👋");
            awaitTaken(2);

            Message message = receiver.taken().getLast();
            JsonNode json = message.json();
            assertThat(json.path("type").asText()).isEqualTo("comm.user_message");
            assertThat(message.thread()).isEqualTo(text(thread));
            assertThat(json.path("data").path("contact_id").asText()).isEqualTo("ann");
            assertThat(message.content()).isEqualTo("Grüße 👋");
            assertThat(message.id()).isEqualTo(json.path("data").path("event_id").asText());
            assertThat(Instant.parse(json.path("timestamp").asText())).isBefore(Instant.now());
            assertThat(message.signature())
                    .isEqualTo(
                            SECRET.signature(
                                    message.id(),
                                    Long.parseLong(message.timestamp()),
                                    message.body().getBytes(UTF_8)));
        }
    }

    @Test
    void types_thatAreNotWanted_areNotTold() throws Exception {
        try (Webhook _ = start(SAID)) {
            talk("one");
            awaitTaken(1);
            talk("two");
            awaitTaken(2);

            assertThat(receiver.taken())
                    .extracting(Message::type)
                    .containsOnly("comm.user_message");
        }
    }

    @Test
    void whatWasStoredBefore_isNotTold() throws Exception {
        talk("before");
        try (Webhook _ = start(SAID)) {
            talk("after");
            awaitTaken(1);

            assertThat(receiver.attempts()).extracting(Message::content).containsExactly("after");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429, 302, 404})
    void receiverThatTakesNothing_isToldAll_inOrder_whenItDoes(int status) throws Exception {
        AtomicBoolean isUp = new AtomicBoolean();
        receiver.answer(message -> isUp.get() ? 200 : status);
        try (Webhook _ = start(SAID)) {
            ThreadId thread = talk("1", "2", "3");
            Await.until("it was tried again", () -> receiver.attempts().size() >= 3);
            assertThat(receiver.attempts()).extracting(Message::content).containsOnly("1");
            isUp.set(true);
            awaitTaken(3);

            assertThat(receiver.saidIn(text(thread))).containsExactly("1", "2", "3");
        }
    }

    @Test
    void eventThatIsRefused_holdsUpItsThread_andNoOther() throws Exception {
        AtomicBoolean isFixed = new AtomicBoolean();
        receiver.answer(message -> message.content().equals("bad") && !isFixed.get() ? 500 : 200);
        Backoff patient = new Backoff(Collections.nCopies(1_000, Duration.ofMillis(20)));
        try (Webhook _ = start(SAID, patient)) {
            ThreadId held = talk("good", "bad", "behind");
            awaitTaken(1);
            ThreadId other = talk("1", "2");
            awaitTaken(3);
            say(held, "later");
            say(other, "3");
            awaitTaken(4);
            assertThat(receiver.saidIn(text(held))).containsExactly("good");
            isFixed.set(true);
            awaitTaken(7);

            assertThat(receiver.saidIn(text(held)))
                    .containsExactly("good", "bad", "behind", "later");
            assertThat(receiver.saidIn(text(other))).containsExactly("1", "2", "3");
        }
    }

    @Test
    void eventThatIsAlwaysRefused_isGivenUp_andItsThreadGoesOn() throws Exception {
        receiver.answer(message -> message.content().equals("bad") ? 400 : 200);
        try (Webhook _ = start(SAID)) {
            ThreadId thread = talk("bad", "behind");
            awaitTaken(1);
            say(thread, "later");
            awaitTaken(2);

            assertThat(receiver.saidIn(text(thread))).containsExactly("behind", "later");
            assertThat(receiver.attempts().stream().filter(m -> m.content().equals("bad")))
                    .hasSize(3); // and two pauses
        }
    }

    @Test
    void cursor_survivesARestart_andSoDoesWhatWaits() throws Exception {
        receiver.answer(message -> message.content().equals("bad") ? 500 : 200);
        Backoff patient = new Backoff(List.of(Duration.ofMillis(300)));
        ThreadId thread;
        try (Webhook _ = start(SAID, patient)) {
            thread = talk("1", "bad");
            awaitTaken(1);
            talk("other");
            awaitTaken(2);
        }
        say(thread, "while it was off");
        receiver.answer(message -> 200);
        try (Webhook _ = start(SAID, patient)) {
            // what was delivered just before the stop may come again
            Await.until(
                    "the thread's three are told", () -> receiver.saidIn(text(thread)).size() >= 3);

            assertThat(receiver.saidIn(text(thread)))
                    .containsExactly("1", "bad", "while it was off");
        }
    }

    @Test
    void restart_whileNothingIsTaken_losesNothing() throws Exception {
        receiver.answer(message -> 503);
        ThreadId thread;
        try (Webhook _ = start(SAID)) {
            thread = talk("1", "2");
            Await.until("it was tried", () -> !receiver.attempts().isEmpty());
        }
        receiver.answer(message -> 200);
        try (Webhook _ = start(SAID)) {
            awaitTaken(2);

            assertThat(receiver.saidIn(text(thread))).containsExactly("1", "2");
        }
    }

    @Test
    void erasedThread_isNotTold() throws Exception {
        receiver.answer(message -> 503);
        try (Webhook _ = start(SAID)) {
            ThreadId erased = talk("erased");
            Await.until("it was tried", () -> !receiver.attempts().isEmpty());
            store.erase(erased);
            receiver.answer(message -> 200);
            talk("kept");
            awaitTaken(1);

            assertThat(receiver.taken()).extracting(Message::content).containsExactly("kept");
        }
    }

    @Test
    void farBehind_fewAreUnderWay_andAllIsToldInTheEnd() throws Exception {
        receiver.answer(message -> 503);
        try (Webhook _ = start(SAID)) {
            List<ThreadId> threads = IntStream.range(0, 20).mapToObj(i -> talk()).toList();
            for (int i = 0; i < 1_000; i++) {
                say(threads.get(i % threads.size()), String.valueOf(i));
            }
            receiver.answer(message -> 200);
            awaitTaken(1_000);

            for (int t = 0; t < threads.size(); t++) {
                int first = t;
                assertThat(receiver.saidIn(text(threads.get(t))))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 50)
                                        .mapToObj(i -> String.valueOf(first + i * 20))
                                        .toList());
            }
        }
    }

    @Test
    void metrics_tellWhatWaits_sinceWhen_andWhatBecameOfAttempts() throws Exception {
        receiver.answer(message -> 503);
        Webhook webhook = start(SAID);
        try (webhook) {
            talk("1", "2", "3");
            Await.until("they wait", () -> value(webhook, MetricName.WEBHOOK_QUEUE, null) == 3);
            assertThat(value(webhook, MetricName.WEBHOOK_ATTEMPTS, "unreachable")).isPositive();
            assertThat(value(webhook, MetricName.WEBHOOK_ATTEMPTS, "taken")).isZero();
            assertThat(value(webhook, MetricName.WEBHOOK_OLDEST, null)).isLessThan(3_600);
            clock = () -> Instant.now().plus(Duration.ofHours(1));
            assertThat(value(webhook, MetricName.WEBHOOK_OLDEST, null)).isBetween(3_600L, 7_200L);
            receiver.answer(message -> message.content().equals("2") ? 500 : 200);
            awaitTaken(2);
            Await.until("none waits", () -> value(webhook, MetricName.WEBHOOK_QUEUE, null) == 0);

            assertThat(value(webhook, MetricName.WEBHOOK_OLDEST, null)).isZero();
            assertThat(value(webhook, MetricName.WEBHOOK_ATTEMPTS, "taken")).isEqualTo(2);
            assertThat(value(webhook, MetricName.WEBHOOK_ATTEMPTS, "refused")).isEqualTo(3);
            assertThat(value(webhook, MetricName.WEBHOOK_LOST, null)).isEqualTo(1);
        }
    }

    @Test
    void metrics_countWhatWaitsBehindARefusedEvent() throws Exception {
        receiver.answer(message -> message.content().equals("bad") ? 500 : 200);
        Backoff patient = new Backoff(List.of(Duration.ofMinutes(5)));
        Webhook webhook = start(SAID, patient);
        try (webhook) {
            ThreadId held = talk("good", "bad", "behind");
            awaitTaken(1);
            clock = () -> Instant.now().plus(Duration.ofMinutes(4));
            say(held, "later");

            Await.until("three wait", () -> value(webhook, MetricName.WEBHOOK_QUEUE, null) == 3);
            assertThat(value(webhook, MetricName.WEBHOOK_OLDEST, null)).isBetween(240L, 300L);
        }
    }

    private static long value(Webhook webhook, MetricName name, @Nullable String label) {
        return webhook.metrics().stream()
                .filter(metric ->
                        metric.name().equals(name) && Objects.equals(metric.labelValue(), label))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsLong();
    }

    @Test
    void feed_isKeptForTheCursor_andBoundedByIt() throws Exception {
        try (ThreadIndex index = store.openIndex()) {
            WebhookQueue queue = index.webhook();
            long begun = queue.claim("here", Duration.ofMinutes(1)).orElseThrow();
            ThreadId thread = talk("1", "2", "3");
            while (index.update()) {}
            List<StoredNews> news = index.news(begun, 10);

            assertThat(news).hasSize(4);
            assertThat(queue.next(begun, 10)).hasSize(4).noneMatch(WebhookQueue.Queued::isOld);
            assertThat(queue.claim("elsewhere", Duration.ofMinutes(1))).isEmpty();
            assertThat(queue.advance("elsewhere", news.getLast().position(), List.of())).isFalse();
            assertThat(queue.skip("here", 4)).isZero();
            assertThat(queue.skip("here", 1)).isEqualTo(3);
            assertThat(queue.claim("here", Duration.ofMinutes(1))).hasValue(news.get(2).position());
            queue.release("here");
            assertThat(queue.claim("elsewhere", Duration.ofMinutes(1))).isPresent();
            assertThat(queue.ofThread(thread, 0, Long.MAX_VALUE, 10)).hasSize(4);
        }
    }
}
