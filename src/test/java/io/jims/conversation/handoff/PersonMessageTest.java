package io.jims.conversation.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Handoff;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonMessageTest {
    private static final String LONGEST = "x".repeat(PersonMessage.MAX_TEXT);
    private static final String LONGEST_NAME = "x".repeat(Handoff.MAX_NAME);

    @Test
    void message_isTheAssistants_underThePersonsName() {
        assertThat(new PersonMessage("Hello", "Ann").toData())
                .isEqualTo(Map.of("role", "assistant", "content", "Hello", "author", "Ann"));
    }

    @Test
    void textAndName_haveBounds() {
        assertThat(new PersonMessage(LONGEST, LONGEST_NAME).text()).isEqualTo(LONGEST);

        assertRefused(LONGEST + "x", "Ann", "text has 1 to 16000 characters, not 16001");
        assertRefused(" ", "Ann", "text has 1 to 16000 characters, not 1");
        assertRefused("Hello", LONGEST_NAME + "x", "author has 1 to 100 characters, not 101");
        assertRefused("Hello", "", "author has 1 to 100 characters, not 0");
    }

    @Test
    void visitors_mayAskForAPerson_onlyWhereTheOperatorSaysSo_andOneCanAnswer() {
        assertThat(HandoffRule.NEVER.isPossible()).isFalse();
        assertThat(HandoffRule.NEVER.isForVisitors()).isFalse();
        assertThat(HandoffRule.BY_APP.isPossible()).isTrue();
        assertThat(HandoffRule.BY_APP.isForVisitors()).isFalse();
        assertThat(HandoffRule.BY_VISITOR.isPossible()).isTrue();
        assertThat(HandoffRule.BY_VISITOR.isForVisitors()).isTrue();
    }

    private static void assertRefused(String text, String author, String reason) {
        assertThatThrownBy(() -> new PersonMessage(text, author))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
