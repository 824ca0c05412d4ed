package io.jims.app.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost/api/v1/chat",
        "https://jims.example/, https://jims.example/api/v1/chat",
        "HTTPS://jims.example:8443, HTTPS://jims.example:8443/api/v1/chat",
        "http://[::1]:8080/a/b//, http://[::1]:8080/a/b/api/v1/chat",
        "http://h/x%20y, http://h/x%20y/api/v1/chat",
        "http://h/p/api/v1/chat, http://h/p/api/v1/chat",
        "http://h/api/v1/chat/stream/, http://h/api/v1/chat"
    })
    void url_isTaken_withItsPathAsPrefix(String url, String chat) {
        assertThat(ServiceUrl.parse(url).chat()).hasToString(chat);
        assertThat(ServiceUrl.parse(url).chatStream()).hasToString(chat + "/stream");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:hunter2@h, it holds a user or password; give a token with --app-token",
        "http://h/?key=hunter2, it has a query or fragment",
        "http://h/#hunter2, it has a query or fragment",
        "http:///hunter2, it has no valid host name",
        "http://jims_hunter2:8080, it has no valid host name",
        "http://h:hunter2/, it has no valid host name",
        "http://, Expected authority",
        "http:hunter2, it has no valid host name",
        "http://h:70000, its port is not from 1 to 65535",
        "http://h:0, its port is not from 1 to 65535",
        "http://h/hunter2 x, Illegal character in path"
    })
    void url_thatIsNotAllowed_saysWhy_withoutTheUrl(String url, String reason) {
        assertThatThrownBy(() -> ServiceUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith(
                        "give http://host[:port][/path] or https://host[:port][/path]")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "http://jims.example, true",
        "http://10.0.0.1, true",
        "https://jims.example, false",
        "http://localhost:8080, false",
        "http://127.0.0.2, false",
        "http://[::1], false"
    })
    void eavesdroppers_areOnTheNetwork(String url, boolean open) {
        assertThat(ServiceUrl.parse(url).isOpenToEavesdroppers()).isEqualTo(open);
    }
}
