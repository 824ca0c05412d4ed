package io.jims.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Button;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.Source;
import io.jims.testing.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands below a message whose app names its sources.
class SourcesTest {
    @Test
    void streamedMessage_hasItsSourcesBelow() throws Exception {
        Conversation conversation =
                conversation(context -> {
                    context.stream("We open at 9 ");
                    context.stream(context.cite("Opening hours", "https://example.com/hours"));
                });

        assertThat(conversation.answerTo("When?"))
                .isEqualTo("We open at 9 [1]\n\n[1]: https://example.com/hours \"Opening hours\"");
        assertThat(conversation.pieces()).containsExactly("We open at 9 ", "[1]");
    }

    @Test
    void eachMessage_hasItsOwn() throws Exception {
        Conversation conversation =
                conversation(context -> {
                    String mark = context.cite("A", "https://a.example/");
                    context.sendMessage("one " + mark);
                    context.sendMessage("two");
                    String other = context.cite("B", "https://b.example/");
                    context.sendMessage("three " + other, List.of(List.of(new Button("Go", "go"))));
                });

        assertThat(conversation.say("Hi"))
                .extracting(event -> event.text("content"))
                .containsExactly(
                        "one [1]\n\n[1]: https://a.example/ \"A\"",
                        "two",
                        "three [1]\n\n[1]: https://b.example/ \"B\"");
    }

    @Test
    void sameAddress_isOneSource_andThoseWithoutAMarkAreLeftOut() throws Exception {
        Conversation conversation =
                conversation(context -> {
                    context.cite("A", "https://a.example/");
                    String second = context.cite("B", "https://b.example/");
                    String again = context.cite("B again", "https://b.example/");
                    context.sendMessage(second + again);
                });

        assertThat(conversation.answerTo("Hi"))
                .isEqualTo("[2][2]\n\n[2]: https://b.example/ \"B\"");
    }

    @Test
    void withoutAnyMark_theFirstAreListed() throws Exception {
        Conversation conversation =
                conversation(context -> {
                    for (int i = 1; i <= Sources.MAX_UNMARKED + 1; i++) {
                        context.cite("", "https://a.example/" + i);
                    }
                    context.sendMessage("So it is.");
                });

        assertThat(conversation.answerTo("Hi"))
                .startsWith("So it is.\n\n[1] [2] ")
                .contains("\n[10]: https://a.example/10")
                .doesNotContain("[11]");
    }

    @Test
    void titleAndAddress_cannotBreakTheDefinition() throws Exception {
        Conversation conversation =
                conversation(context ->
                        context.sendMessage(
                                "See "
                                        + context.cite(
                                                " A \"b\"\n[2]: \\ ", "https://a.example/x(y")));

        assertThat(conversation.answerTo("Hi"))
                .isEqualTo("See [1]\n\n[1]: https://a.example/x%28y \"A \\\"b\\\" [2]: \\\\\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https:///x",
                "https://me:secret@a.example/",
                "https://a.example/a b",
                "data:text/html,x"
            })
    void addressThatNobodyCanFollow_isRefused(String url) {
        assertThat(Source.isCitable(url)).isFalse();
        assertThatThrownBy(() -> new Source("A", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http or https");
    }

    private static Conversation conversation(Pipeline pipeline) {
        return new Conversation(new JimsApp("citing", pipeline));
    }

    @Test
    void longTitle_isCut_andNoneIsLeftOut() {
        String url = "https://a.example/";

        assertThat(new Source("x".repeat(200), url).title()).isEqualTo("x".repeat(200));
        assertThat(new Source("x".repeat(201), url).title()).isEqualTo("x".repeat(200) + "…");
        assertThat(new Source(" ", url).define("[1]")).isEqualTo("[1]: https://a.example/");
    }
}
