package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JimsAppTest {
    private static final Pipeline PIPELINE = context -> context.sendMessage("answer");
    private static final Pipeline START = context -> context.sendMessage("welcome");

    @Test
    void start_isTheAppsOwn_whereItHasOne_andCountsUnderANameOfItsOwn() {
        JimsApp app = new JimsApp("shop", PIPELINE, START, Set.of("/help"));

        assertThat(app.pipelineFor("/start")).contains(START);
        assertThat(app.nameFor("/start")).isEqualTo("shop_start");
        assertThat(app.pipelineFor("/help")).contains(PIPELINE);
        assertThat(app.nameFor("/help")).isEqualTo("shop");
        assertThat(app.pipelineFor("/reset")).isEmpty();
    }

    @Test
    void start_ofAnAppWithoutOne_isNotItsOwn() {
        JimsApp app = new JimsApp("shop", PIPELINE);

        assertThat(app.pipelineFor("/start")).isEmpty();
        assertThat(app.nameFor("/start")).isEqualTo("shop");
    }

    @Test
    void commands_areThoseItDeclares_andThoseThatAreAdded() {
        JimsApp app = new JimsApp("shop", PIPELINE, START, Set.of("/help"));

        JimsApp more = app.withCommands(Set.of("/reset"));

        assertThat(more.commands()).containsExactlyInAnyOrder("/help", "/reset");
        assertThat(more.conversationStart()).isSameAs(START);
        assertThat(app.commands()).containsExactly("/help");
    }

    @Test
    void name_has1To100Characters_alsoThatOfTheStart() {
        String longest = "x".repeat(100);

        assertThat(new JimsApp(longest, PIPELINE).startName())
                .hasSize(100)
                .isEqualTo("x".repeat(94) + "_start");
        assertThat(new JimsApp("x".repeat(90), PIPELINE).startName()).hasSize(96);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JimsApp("shop", PIPELINE, null, "", Set.of()))
                .withMessageContaining("1 to 100 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void nameThatIsNone_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JimsApp(name, PIPELINE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JimsApp("x".repeat(101), PIPELINE, null, "y", Set.of()));
    }
}
