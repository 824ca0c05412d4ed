package io.jims.app.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Attachment;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.testing.Conversation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoAppTest {
    private final JimsApp app = new DemoApp().create(Duration.ZERO);
    private final Conversation conversation = new Conversation(app);

    @ParameterizedTest
    @ValueSource(strings = {"/start", "Hello!", "hi", "Help", "btn:help"})
    void greeting_offersEveryTrickAsButton(String text) throws InterruptedException {
        List<ThreadEvent> answer = conversation.say(text);

        assertThat(answer).hasSize(1);
        assertThat(answer.getFirst().type()).isEqualTo(EventTypes.ASSISTANT_MESSAGE_WITH_BUTTONS);
        assertThat(answer.getFirst().text("content")).startsWith("**Hello!**");
        assertThat(buttonIds(answer.getFirst()))
                .containsExactly("format", "count", "slow", "error");
    }

    @Test
    void everyButton_isUnderstood() throws InterruptedException {
        for (String id : buttonIds(conversation.say("hello").getFirst())) {
            if (!id.equals("error")) {
                assertThat(conversation.answerTo("btn:" + id)).doesNotContain("only a demo");
            }
        }
    }

    @Test
    void sources_areDefinedBelowTheText() throws InterruptedException {
        assertThat(conversation.answerTo("Sources")).contains(" [1]", "\n[1]: https://");
    }

    @Test
    void where_tellsWhatThePageTells() throws InterruptedException {
        assertThat(conversation.answerTo("where")).contains("nothing of itself");
    }

    @Test
    void person_isCalled_whereOneCanAnswer() throws InterruptedException {
        assertThat(conversation.answerTo("person")).contains("`--admin-token`");
        conversation.allowHandoff();

        assertThat(conversation.say("person"))
                .extracting(ThreadEvent::type)
                .containsExactly(EventTypes.ASSISTANT_MESSAGE, EventTypes.HANDOFF);
    }

    @Test
    void wordFiles_saysHowToSendSome() throws InterruptedException {
        assertThat(conversation.answerTo("files")).contains("Attach", "`--uploads uploads`");
    }

    @Test
    void files_areToldByTheirTypes() throws InterruptedException {
        Attachment file =
                new Attachment(Uuid7.next(), "`a`.png", "image/png", 7, Path.of("nowhere"));

        assertThat(conversation.answerTo("Look", List.of(file)))
                .contains("`image/png`, 7 bytes")
                .doesNotContain("a`.png");
    }

    @Test
    void page_withoutAction_saysHowToAllowIt() throws InterruptedException {
        assertThat(conversation.answerTo("page"))
                .contains("`--client-tools tools.json`", "[{\"name\"");
    }

    @Test
    void format_showsMarkdown() throws InterruptedException {
        assertThat(conversation.answerTo("btn:format"))
                .contains("**Markdown**", "\n- lists", "](https://", "```java");
    }

    @Test
    void count_remembersWithinTheThread() throws InterruptedException {
        assertThat(conversation.answerTo("btn:count")).endsWith("**1** time.");
        assertThat(conversation.answerTo("count")).endsWith("**2** times.");
        assertThat(new Conversation(app).answerTo("count")).endsWith("**1** time.");
    }

    @Test
    void name_isRememberedWithinTheThread() throws InterruptedException {
        assertThat(conversation.answerTo("My name is Zoë O'Neill.")).contains("Zoë O'Neill.");
        assertThat(conversation.answerTo("/start")).startsWith("**Hello, Zoë O'Neill!**");
        assertThat(conversation.answerTo("what?")).contains("Zoë O'Neill");
    }

    @Test
    void name_withMarkup_isNotTaken() throws InterruptedException {
        assertThat(conversation.answerTo("my name is <b>[x](y)")).contains("friend");
    }

    @Test
    void slow_reportsStatus_andStreamsWhatIsStored() throws InterruptedException {
        String stored = conversation.answerTo("btn:slow");

        assertThat(conversation.statuses()).isNotEmpty();
        assertThat(conversation.pieces()).hasSizeGreaterThan(5);
        assertThat(String.join("", conversation.pieces())).isEqualTo(stored);
    }

    @Test
    @Timeout(10)
    void slow_interrupted_ends() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        JimsApp endless = new DemoApp().create(Duration.ofDays(1));
        Conversation slow =
                new Conversation(endless, report -> ended.countDown(), begun::countDown);
        Thread visitor = Thread.ofVirtual().start(() -> sayUntilInterrupted(slow, "slow"));

        begun.await();
        visitor.interrupt();

        ended.await();
        assertThat(slow.pieces()).isEmpty();
    }

    private static void sayUntilInterrupted(Conversation conversation, String text) {
        try {
            conversation.say(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void error_failsTheRun_andTheNextOneWorks() throws InterruptedException {
        assertThatThrownBy(() -> conversation.say("btn:error"))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE))
                .hasMessage("this is what a failure looks like");
        assertThat(conversation.answerTo("hi")).startsWith("**Hello!**");
    }

    @Test
    void anythingElse_offersTheButtons() throws InterruptedException {
        ThreadEvent answer = conversation.say("what is the meaning of life?").getFirst();

        assertThat(answer.text("content")).contains("only a demo, friend");
        assertThat(buttonIds(answer)).contains("format");
    }

    private static List<String> buttonIds(ThreadEvent event) {
        List<?> rows = (List<?>) requireNonNull(event.data().get("buttons"));
        return rows.stream()
                .flatMap(row -> ((List<?>) row).stream())
                .map(button -> String.valueOf(((Map<?, ?>) button).get("id")))
                .toList();
    }
}
