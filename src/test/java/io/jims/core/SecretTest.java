package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jims.core.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private record Holder(String name, Secret secret) {}

    @Test
    void secret_isNotShown_alsoInsideOfOthers() {
        assertThat(new Holder("x", new Secret("s3cret"))).hasToString("Holder[name=x, secret=***]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3 cret", "s3cret\n", "s3crét", "s3cret\u007f"})
    void secretForAHeader_ofOtherCharacters_isRefused_andNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.forHeader("an API key", text))
                .withMessage("an API key has printable ASCII characters without spaces");
    }

    @Test
    void secretForAHeader_isTheTextItself() {
        assertThat(Secret.forHeader("an API key", "s3cret!~").text()).isEqualTo("s3cret!~");
    }
}
