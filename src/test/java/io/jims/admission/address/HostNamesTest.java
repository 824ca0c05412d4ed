package io.jims.admission.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "a.example", "A-b_c.example.", "10.0.0.1", "::1", "abc", "1a"})
    void nameOrAddress_isAHost(String text) {
        assertThat(HostNames.isHost(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "10.1", "256.0.0.1", "::zz", "-a", "a..b", "a b", "a:80", "[::1]"})
    void others_areNone(String text) {
        assertThat(HostNames.isHost(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void thisMachine_isLoopback(String host) {
        assertThat(HostNames.isLoopback(host)).isTrue();
    }
}
