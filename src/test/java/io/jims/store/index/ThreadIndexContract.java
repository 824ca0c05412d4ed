package io.jims.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ThreadChange;
import io.jims.store.index.HourlyUsage.Model;
import io.jims.store.index.HourlyUsage.Talk;
import io.jims.store.index.ThreadFilter.Rating;
import io.jims.store.index.ThreadFilter.State;
import io.jims.store.index.ThreadIndex.Place;
import io.jims.store.sql.SqlThreadStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every index keeps to.
public abstract class ThreadIndexContract {
    protected static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final List<String> TABLES =
            List.of("jims_widget_search", "jims_widget_search_texts", "jims_widget_search_feed");

    /// Contacts that are too many to be sorted.
    private static final int MANY = 2_001;

    protected SqlThreadStore store;
    protected ThreadIndex index;

    /// Opens the test's own database, empty at first.
    protected abstract SqlThreadStore open();

    /// Another one on the same database, beside a server's.
    protected abstract SqlThreadStore openBeside();

    /// The rows of a query, see [io.jims.store.Databases#query].
    protected abstract List<String> query(String sql) throws SQLException;

    @BeforeEach
    void openStore() {
        store = open();
        index = store.openIndex();
    }

    @AfterEach
    void closeStore() {
        index.close();
        store.close();
    }

    @Test
    void find_tellsThreadsByTheirLastActivity_withWhatHappened() {
        ThreadId first = ask("ann", 0, "Where is\n my  order?");
        ThreadId second = ask("bob", 10, "Hello");
        say(first, 20, "It is on its way");
        update();

        assertThat(find(ThreadFilter.ALL))
                .containsExactly(
                        new ThreadSummary(
                                first,
                                "ann",
                                NOON,
                                NOON.plusSeconds(20),
                                "Where is my order?",
                                2,
                                null,
                                false,
                                false,
                                false,
                                null),
                        new ThreadSummary(
                                second,
                                "bob",
                                NOON.plusSeconds(10),
                                NOON.plusSeconds(10),
                                "Hello",
                                1,
                                null,
                                false,
                                false,
                                false,
                                null));
        assertThat(index.find(first)).hasValue(find(ThreadFilter.ALL).getFirst());
        assertThat(index.find(ThreadId.create())).isEmpty();
    }

    @Test
    void find_byPages_tellsEachOnce() {
        for (int i = 0; i < 25; i++) {
            ask("ann", i / 5, "one of five at a time"); // whose times are equal
        }
        update();

        List<ThreadSummary> all = new ArrayList<>();
        List<ThreadSummary> page = index.find(ThreadFilter.ALL, null, 7);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = index.find(ThreadFilter.ALL, Place.of(page.getLast()), 7);
        }

        assertThat(all).hasSize(25).doesNotHaveDuplicates().isEqualTo(find(ThreadFilter.ALL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Where is my parcel?          | parcel          | true
                    Where is my parcel?          | PARC            | true
                    Where is my parcel?          | arcel           | false
                    Where is my parcel?          | my parcel where | true
                    Where is my parcel?          | parcel refund   | false
                    Où est le café crème?        | cafe creme      | true
                    Ёлка ещё стоит               | елк             | true
                    Где мой заказ №17?           | ЗАКАЗ 17        | true
                    我想知道退款政策是什么             | 退款             | true
                    我想知道退款政策是什么             | 退款政策           | true
                    我想知道退款政策是什么             | 款              | true
                    我想知道退款政策是什么             | 政款             | false
                    注文をキャンセルしたい             | キャンセル          | true
                    한국어로 답해 주세요               | 답해             | true
                    Thanks 👍🏽 a lot 🎉           | 👍              | true
                    Thanks 👍🏽 a lot 🎉           | 🎉 thanks       | true
                    Thanks 👍🏽 a lot 🎉           | 👎              | false
                    a.b@c.example, 50%, O'Brien  | c.example       | true
                    a.b@c.example, 50%, O'Brien  | o'brien         | true
                    x                            | "               | false
                    quoted ' text                | quoted ' OR 1=1 | false
                    a NOT b                      | not             | true
                    a NOT b                      | a NOT c         | false
                    """)
    void find_byWords(String said, String wanted, boolean isFound) {
        ThreadId thread = ask("ann", 0, said);
        ask("bob", 1, "something else");
        update();

        assertThat(find(text(wanted)).stream().map(ThreadSummary::id).toList())
                .isEqualTo(isFound ? List.of(thread) : List.of());
    }

    @Test
    void find_byWordsOfTheAssistant_andOfLongTexts() {
        ThreadId thread = ask("ann", 0, "Hi");
        say(thread, 1, "filler ".repeat(2_000) + "needle");
        say(thread, 2, "supercalifragilisticexpialidocious".repeat(10));
        update();

        assertThat(find(text("needle"))).hasSize(1);
        assertThat(find(text("supercali"))).hasSize(1);
        assertThat(find(text("   "))).isEmpty();
    }

    @Test
    void find_byContact_byItsBeginning() {
        ask("ann@example.com", 0, "Hi");
        ask("ann", 1, "Hi");
        ask("Ann", 2, "Hi");
        ask("bob", 3, "Hi");
        update();

        assertThat(find(new ThreadFilter(null, "ann", null, null)))
                .extracting(ThreadSummary::contactId)
                .containsExactly("ann", "ann@example.com");
        assertThat(find(new ThreadFilter("hi", "bob", null, null))).hasSize(1);
    }

    @Test
    void find_byContact_ofMany() {
        List<ThreadId> newest = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            newest.addFirst(ask("widget:" + i, i, "Hi"));
        }
        ask("bob", MANY, "Hi");
        update();

        assertThat(index.find(new ThreadFilter(null, "widget:", null, null), null, 3))
                .extracting(ThreadSummary::id)
                .isEqualTo(newest.subList(0, 3));
    }

    @Test
    void find_byRating_isTheLastOne() {
        ThreadId liked = rated(0, "down", "up");
        ThreadId disliked = rated(10, "up", "down");
        rated(20, "up", "none");
        update();

        assertThat(ids(new ThreadFilter(null, null, Rating.UP, null))).containsExactly(liked);
        assertThat(ids(new ThreadFilter(null, null, Rating.DOWN, null))).containsExactly(disliked);
        assertThat(index.find(liked).orElseThrow().rating()).isEqualTo(Rating.UP);
    }

    @Test
    void find_byState() {
        ThreadId failed = ask("ann", 0, "Hi");
        append(failed, EventTypes.RUN_FAILED, 1, Map.of("code", "timeout"));
        ThreadId mended = ask("ann", 0, "Hi");
        append(mended, EventTypes.RUN_FAILED, 1, Map.of("code", "timeout"));
        append(mended, EventTypes.RUN_RETRIED, 2, Map.of());
        say(mended, 3, "There");
        ThreadId human = ask("ann", 4, "Hi");
        append(human, "state.set.handoff", 5, Map.of("mode", "human", "by", "Eve"));
        ThreadId givenBack = ask("ann", 6, "Hi");
        append(givenBack, "state.set.handoff", 7, Map.of("mode", "human", "by", "Eve"));
        append(givenBack, "state.set.handoff", 8, Map.of("mode", "assistant", "by", "Eve"));
        ThreadId owed = ask("ann", 9, "Hi");
        ThreadEvent owing = said("user", 10, "And?");
        store.store(new ThreadChange(owed, null, List.of(owing), owing.id(), null));
        update();

        assertThat(ids(state(State.FAILED))).containsExactly(failed);
        assertThat(ids(state(State.HUMAN))).containsExactly(human);
        assertThat(ids(state(State.OWED))).containsExactly(owed);
        assertThat(index.find(failed).orElseThrow().failed()).isTrue();
        assertThat(index.find(human).orElseThrow().human()).isTrue();
        assertThat(index.find(owed).orElseThrow().owed()).isTrue();
    }

    @Test
    void update_inSteps_takesUpAll_andCountsEachOnce() throws SQLException {
        ThreadId thread = ask("ann", 0, "Hi");
        store.append(
                thread,
                IntStream.range(1, 700).mapToObj(i -> said("user", i, "number" + i)).toList());
        assertThat(index.update()).isTrue();
        update();
        assertThat(index.update()).isFalse();

        assertThat(index.find(thread).orElseThrow().messages()).isEqualTo(700);
        assertThat(find(text("number699"))).hasSize(1);
        assertThat(query("SELECT count(*) FROM jims_widget_search_texts")).containsExactly("700");
    }

    @Test
    void update_ofAnEventStoredLate_isNotMissed() {
        ThreadId thread = ask("ann", 100, "Hi");
        update();
        say(thread, 40, "said earlier, stored later");
        update();

        assertThat(find(text("earlier"))).hasSize(1);
        assertThat(index.find(thread).orElseThrow().lastActivity())
                .isEqualTo(NOON.plusSeconds(100));
    }

    @Test
    void update_bySeveral_takesUpEachEventOnce() throws Exception {
        ThreadId thread = ask("ann", 0, "Hi");
        try (SqlThreadStore other = openBeside();
                ThreadIndex second = other.openIndex()) {
            Thread beside =
                    Thread.ofPlatform()
                            .start(() -> IntStream.range(0, 200).forEach(i -> second.update()));
            for (int i = 1; i < 300; i++) {
                store.append(thread, List.of(said("user", i, "Hi")));
                index.update();
            }
            beside.join();
            update();

            assertThat(index.find(thread).orElseThrow().messages()).isEqualTo(300);
            assertThat(second.find(thread)).isEqualTo(index.find(thread));
            assertThat(query("SELECT count(*) FROM jims_widget_search_feed"))
                    .containsExactly("301"); // the thread's beginning is an event, too
        }
    }

    @Test
    void news_areWhatWasTakenUp_inOrder_inEachProcess() {
        ThreadId thread = ask("ann", 0, "Hi");
        update();
        long before = index.positions().last();
        say(thread, 5, "Hello");
        update();

        assertThat(index.news(before, 10))
                .containsExactly(
                        new StoredNews(
                                before + 1,
                                thread,
                                EventTypes.ASSISTANT_MESSAGE,
                                NOON.plusSeconds(5)));
        try (SqlThreadStore other = openBeside();
                ThreadIndex second = other.openIndex()) {
            assertThat(second.news(before, 10)).isEqualTo(index.news(before, 10));
        }
        assertThat(index.positions().first()).isEqualTo(1);
        assertThat(index.news(before + 1, 10)).isEmpty();
    }

    @Test
    void erased_leavesTheIndexAsWell_andDoesNotComeBack() throws SQLException {
        ThreadId erased = ask("ann", 0, "secretword of ann");
        ThreadId one = ask("eve", 1, "secretword of eve");
        ThreadId kept = ask("bob", 2, "kept");
        update();

        store.erase("ann");
        store.erase(one);
        update();

        assertThat(find(ThreadFilter.ALL)).extracting(ThreadSummary::id).containsExactly(kept);
        assertThat(find(text("secretword"))).isEmpty();
        assertThat(index.find(erased)).isEmpty();
        for (String table : TABLES) {
            assertThat(query("SELECT DISTINCT thread_id FROM " + table)).hasSize(1);
        }
        assertThat(store.find(one)).isEmpty();
        assertThat(store.events(one, 1)).isEmpty();
    }

    @Test
    void erased_byRetention_leavesTheIndexAsWell() {
        ask("ann", 0, "old");
        ThreadId recent = ask("bob", 60, "recent");
        update();

        store.eraseSilentSince(NOON.plusSeconds(30), () -> true);

        assertThat(ids(ThreadFilter.ALL)).containsExactly(recent);
    }

    @Test
    void stored_afterAnErasure_isTakenUp() {
        ask("ann", 0, "one");
        ask("ann", 1, "two");
        update();
        store.erase("ann");
        ThreadId next = ask("bob", 2, "three"); // on SQLite with the row ids of ann's
        ask("bob", 3, "four");
        update();

        assertThat(ids(new ThreadFilter("three", null, null, null))).containsExactly(next);
        assertThat(ids(text("four"))).hasSize(1);
    }

    @Test
    void erased_beforeItWasTakenUp_isNot() {
        ask("ann", 0, "gone");
        store.erase("ann");
        update();

        assertThat(find(ThreadFilter.ALL)).isEmpty();
    }

    @Test
    void events_byPages_areAll_theOldestFirst() {
        ThreadId thread = ask("ann", 0, "Hi");
        for (int i = 1; i < 20; i++) {
            say(thread, i / 3, "No. " + i);
        }

        List<ThreadEvent> all = new ArrayList<>();
        UUID after = null;
        List<ThreadEvent> page = index.events(thread, after, 6);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = index.events(thread, page.getLast().id(), 6);
        }

        assertThat(all).isEqualTo(store.events(thread, 100)).hasSize(21);
    }

    @Test
    void threads_byPages_areAll() {
        IntStream.range(0, 7).forEach(i -> ask("ann", i, "Hi"));

        List<ChatThread> first = index.threads(null, 4);
        List<ChatThread> rest = index.threads(first.getLast().id(), 4);

        assertThat(first).hasSize(4);
        assertThat(rest).hasSize(3).doesNotContainAnyElementsOf(first);
        assertThat(first).allMatch(thread -> "ann".equals(thread.contactId()));
    }

    @Test
    void usage_countsByHourAndModel() {
        ThreadId thread = ask("ann", 0, "Hi");
        say(thread, 5, "Hello");
        processed(thread, 6, "m1", 100, 20, 1_500);
        processed(thread, 7, "m1", 10, 2, 500);
        append(thread, "jims.widget.feedback", 8, Map.of("event_id", "1", "rating", "down"));
        append(thread, "jims.widget.feedback", 9, Map.of("event_id", "1", "rating", "up"));
        append(thread, "jims.widget.feedback", 9, Map.of("event_id", "2", "rating", "none"));
        append(thread, EventTypes.RUN_FAILED, 3_600, Map.of("code", "timeout"));
        append(thread, EventTypes.QUERY_PROCESSED, 3_601, Map.of("technical_info", "odd"));
        processed(thread, 7_200, "m2", 1, 1, 1);
        ask("old", -10, "before");
        update();

        assertThat(index.usage(NOON, NOON.plusSeconds(7_200)))
                .containsExactly(
                        new Talk(NOON, 1, 1, 0, 1, 0),
                        new Model(NOON, "m1", 2, 110, 22, 0, 2, 2_000, 1_500),
                        new Talk(NOON.plusSeconds(3_600), 0, 0, 1, 0, 0));
        assertThat(index.usage(NOON.plusSeconds(7_200), NOON.plusSeconds(9_000)))
                .containsExactly(new Model(NOON.plusSeconds(7_200), "m2", 1, 1, 1, 0, 1, 1, 1));
    }

    @Test
    void usage_ofWhatIsErased_stays() {
        rated(0, "up");
        update();
        store.erase("ann");
        rated(10, "down");
        update();

        assertThat(index.usage(NOON, NOON.plusSeconds(3_600)))
                .containsExactly(new Talk(NOON, 2, 0, 0, 1, 1));
    }

    protected void update() {
        while (index.update()) {
            // there is more
        }
    }

    protected List<ThreadSummary> find(ThreadFilter filter) {
        return index.find(filter, null, 100);
    }

    protected static ThreadFilter text(String text) {
        return new ThreadFilter(text, null, null, null);
    }

    protected ThreadId ask(String contact, int second, String text) {
        ChatThread thread =
                new ChatThread(
                        ThreadId.create(), contact, null, NOON.plusSeconds(second), Map.of());
        ThreadEvent created =
                new ThreadEvent(
                        Uuid7.next(),
                        NOON.plusSeconds(second),
                        EventTypes.THREAD_CREATED,
                        Map.of());
        store.create(thread, List.of(created, said("user", second, text)));
        return thread.id();
    }

    private List<ThreadId> ids(ThreadFilter filter) {
        return find(filter).stream().map(ThreadSummary::id).toList();
    }

    private static ThreadFilter state(State state) {
        return new ThreadFilter(null, null, null, state);
    }

    private ThreadId rated(int second, String... ratings) {
        ThreadId thread = ask("ann", second, "Hi");
        for (int i = 0; i < ratings.length; i++) {
            append(
                    thread,
                    "jims.widget.feedback",
                    second + i + 1,
                    Map.of("event_id", "x", "rating", ratings[i]));
        }
        return thread;
    }

    private void processed(
            ThreadId thread, int second, String model, int prompt, int completion, int millis) {
        append(
                thread,
                EventTypes.QUERY_PROCESSED,
                second,
                Map.of(
                        "technical_info",
                        Map.of(
                                "model_used",
                                model,
                                "duration_ms",
                                millis,
                                "model_stats",
                                Map.of(
                                        model,
                                        Map.of(
                                                "requests_count",
                                                1,
                                                "prompt_tokens",
                                                prompt,
                                                "completion_tokens",
                                                completion)))));
    }

    private void say(ThreadId thread, int second, String text) {
        store.append(thread, List.of(said("assistant", second, text)));
    }

    private void append(
            ThreadId thread,
            String type,
            int second,
            Map<String, ? extends @Nullable Object> data) {
        store.append(thread, List.of(ThreadEvent.create(type, data).at(NOON.plusSeconds(second))));
    }

    private static ThreadEvent said(String role, int second, String text) {
        String type = role.equals("user") ? EventTypes.USER_MESSAGE : EventTypes.ASSISTANT_MESSAGE;
        return ThreadEvent.create(type, Map.of("role", role, "content", text))
                .at(NOON.plusSeconds(second));
    }
}
