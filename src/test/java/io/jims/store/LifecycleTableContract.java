package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.secret.Secret;
import io.jims.lifecycle.GristDocument;
import io.jims.lifecycle.Lifecycle;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.server.StoredTexts;
import io.jims.store.LifecycleTable.Row;
import io.jims.testing.Await;
import io.jims.testing.GristServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table that another service fills, on every database.
public abstract class LifecycleTableContract {
    @TempDir Path cache;
    private ThreadStore store;

    protected abstract ThreadStore open();

    /// Runs a statement as another process would.
    protected abstract void execute(String sql) throws Exception;

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void table_isNotMade_butFound() throws Exception {
        assertThat(table().hasLifecycleTable()).isFalse();
        assertThatThrownBy(() -> table().lifecycleRows(10, 100))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("dm_conversation_lifecycle");

        createTable();

        assertThat(table().hasLifecycleTable()).isTrue();
        assertThat(table().lifecycleRows(10, 100)).isEmpty();
    }

    @Test
    void rows_areRead_inOrder_asManyAsAskedFor() throws Exception {
        createTable();
        insert("'welcome@ru'", "'Привет 👋'");
        insert("'/start'", "NULL");
        insert("NULL", "'no event'");
        insert("'welcome'", "'Hello'");

        assertThat(table().lifecycleRows(10, 100))
                .contains(new Row(null, "no event"))
                .containsSubsequence(
                        new Row("/start", null),
                        new Row("welcome", "Hello"),
                        new Row("welcome@ru", "Привет 👋"));
        assertThat(table().lifecycleRows(2, 100)).hasSize(2);
    }

    @Test
    void longTexts_areCutBehindTheirLimit() throws Exception {
        createTable();
        insert("'welcome'", "'ёёёёё'");

        assertThat(table().lifecycleRows(10, 3)).containsExactly(new Row("welcome", "ёёёё"));
    }

    @Test
    void otherTypes_areRead_asText() throws Exception {
        execute("CREATE TABLE dm_conversation_lifecycle (event VARCHAR(99), text INTEGER)");
        insert("'welcome'", "42");

        assertThat(table().lifecycleRows(10, 100)).containsExactly(new Row("welcome", "42"));
    }

    @Test
    void missingColumn_isNamed() throws Exception {
        execute("CREATE TABLE dm_conversation_lifecycle (event TEXT, words TEXT)");

        assertThatThrownBy(() -> table().lifecycleRows(10, 100))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("text");
    }

    @Test
    void wordsOfTheWidget_followTheTable() throws Exception {
        createTable();
        insert("'welcome'", "'Hello'");
        insert("'welcome@ru'", "'Привет'");
        try (Lifecycle lifecycle = lifecycle(false)) {
            assertThat(lifecycle.texts().shown("ru")).containsEntry("welcome", "Привет");
            assertThat(lifecycle.description()).isEqualTo("the table dm_conversation_lifecycle");

            execute("UPDATE dm_conversation_lifecycle SET text = 'Hi' WHERE event = 'welcome'");
            lifecycle.refresh();

            Await.until(
                    "the new greeting",
                    () -> "Hi".equals(lifecycle.texts().shown("de").get("welcome")));
        }
    }

    @Test
    void wordsOfTheWidget_withoutTheTable_areBuiltIn_unlessItIsNamed() throws Exception {
        try (Lifecycle automatic = lifecycle(false);
                Lifecycle named = lifecycle(true)) {
            assertThat(automatic.hasSource()).isFalse();
            assertThat(named.details().get("error")).contains("dm_conversation_lifecycle");

            createTable();
            insert("'welcome'", "'Hello'");
            named.refresh();

            Await.until("the table's greeting", () -> named.texts().shown(null).size() == 1);
            assertThat(named.details()).doesNotContainKey("error");
        }
    }

    @Test
    void wordsOfTheWidget_areTheTables_untilGristHasAnswered() throws Exception {
        createTable();
        insert("'welcome'", "'From the table'");
        try (GristServer grist = GristServer.start()) {
            grist.failing(503, "");
            grist.row("welcome", "From Grist");
            followGrist(grist);
        }
    }

    private void followGrist(GristServer grist) throws Exception {
        GristDocument document =
                new GristDocument(grist.url(), GristServer.DOCUMENT, new Secret(GristServer.KEY));
        try (Lifecycle lifecycle = lifecycle(new Origin.Grist(document, true), "grist")) {
            assertThat(greeting(lifecycle)).isEqualTo("From the table");

            grist.recover();
            lifecycle.refresh();
            Await.until("the words of Grist", () -> "From Grist".equals(greeting(lifecycle)));

            grist.failing(503, "");
            lifecycle.refresh();
            Await.until("the outage", () -> lifecycle.details().containsKey("error"));
            assertThat(greeting(lifecycle)).isEqualTo("From Grist");
        }
    }

    private static String greeting(Lifecycle lifecycle) {
        return String.valueOf(lifecycle.texts().shown(null).get("welcome"));
    }

    protected final Lifecycle lifecycle(boolean required) {
        return lifecycle(new Origin.Table(required), "words-" + required);
    }

    private Lifecycle lifecycle(Origin origin, String words) {
        LifecycleSettings settings =
                new LifecycleSettings(origin, Duration.ofHours(1), cache.resolve(words));
        return Lifecycle.start(settings, new StoredTexts(table()));
    }

    private LifecycleTable table() {
        return (LifecycleTable) store;
    }

    protected final void createTable() throws Exception {
        execute("CREATE TABLE dm_conversation_lifecycle (event TEXT, text TEXT)");
    }

    protected final void insert(String event, String text) throws Exception {
        execute("INSERT INTO dm_conversation_lifecycle VALUES (" + event + ", " + text + ")");
    }
}
