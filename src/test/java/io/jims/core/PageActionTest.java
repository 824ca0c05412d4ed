package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageActionTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "put in cart", "cart.put", "wörd"})
    void name_ofOtherCharacters_isRefused(String name) {
        assertThatThrownBy(() -> new PageAction(name, "", Map.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters, digits, _ and -, at most 64");
    }

    @Test
    void name_has64Characters_atMost() {
        String longest = "a".repeat(64);

        assertThat(new PageAction(longest, "", Map.of(), null).name()).isEqualTo(longest);
        assertThatThrownBy(() -> new PageAction(longest + "a", "", Map.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void schema_isCopied() {
        Map<String, Object> schema = new HashMap<>(Map.of("type", "object"));
        PageAction action = new PageAction("put", "", schema, null);

        schema.clear();

        assertThat(action.inputSchema()).isEqualTo(Map.of("type", "object"));
    }

    @Test
    void failedAction_saysWhatIsKnownOfIt() {
        for (PageActionException.Reason reason : PageActionException.Reason.values()) {
            assertThat(new PageActionException(reason, "no").reason()).isEqualTo(reason);
        }
    }
}
