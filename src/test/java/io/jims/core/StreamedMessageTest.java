package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Conversation;
import org.junit.jupiter.api.Test;

/// Messages that come in pieces of any size.
class StreamedMessageTest {
    @Test
    void charByChar_emojisAreWhole() throws Exception {
        String text = "Hi 👋🏽 𝒙!";
        Conversation conversation =
                conversation(context -> {
                    for (int at = 0; at < text.length(); at++) {
                        context.stream(text.substring(at, at + 1));
                    }
                });

        assertThat(conversation.answerTo("Hi")).isEqualTo(text);

        assertThat(conversation.pieces())
                .containsExactly("H", "i", " ", "👋", "🏽", " ", "𝒙", "!");
    }

    @Test
    void halfOfAnEmoji_atTheEnd_isReplaced() throws Exception {
        Conversation conversation =
                conversation(context -> {
                    context.stream("Hi ");
                    context.stream("\uD83D");
                });

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hi \uFFFD");
    }

    private static Conversation conversation(Pipeline pipeline) {
        return new Conversation(new JimsApp("streaming", pipeline));
    }
}
