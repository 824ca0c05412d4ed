package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadEventTest {
    @Test
    void content_string_isItself() {
        assertThat(event(Map.of("content", "Hello")).content()).isEqualTo("Hello");
    }

    @Test
    void content_listOfParts_isTheirText() {
        List<Object> parts =
                List.of(
                        Map.of("type", "text", "text", "What is this?"),
                        Map.of("type", "image_url", "image_url", Map.of("url", "data:")),
                        "In one word.");

        ThreadEvent event = event(Map.of("content", parts));

        assertThat(event.content()).isEqualTo("What is this?\nIn one word.");
        assertThat(event.text("content")).isEqualTo(event.content());
    }

    @Test
    void content_missing_isEmpty() {
        assertThat(event(Map.of()).content()).isEmpty();
        assertThat(event(Map.of()).text("content")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "rag.\u0000", "rag.\ud83d", "\udc4b.rag"})
    void type_thatNoDatabaseKeeps_isRefused(String type) {
        assertThatThrownBy(() -> new ThreadEvent(Uuid7.next(), Instant.now(), type, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event type");
    }

    @Test
    void type_ofAnyOtherCharacters_isTaken() {
        assertThat(new ThreadEvent(Uuid7.next(), Instant.now(), "rag.поиск 👋", Map.of()).name())
                .isEqualTo("поиск 👋");
    }

    @ParameterizedTest
    @CsvSource({
        "comm.user_message, user, true",
        "comm.user_button_click, user, true",
        "comm.anything, user, true",
        "comm.assistant_message, assistant, false",
        "comm.user_message, assistant, false",
        "context.page, user, false",
        "rag.query, user, false"
    })
    void event_isFromTheUser_whereItIsSaidWithThatRole(String type, String role, boolean isUser) {
        assertThat(ThreadEvent.create(type, Map.of("role", role, "content", "x")).isFromUser())
                .isEqualTo(isUser);
        assertThat(ThreadEvent.create(type, Map.of("content", "x")).isFromUser()).isFalse();
    }

    private static ThreadEvent event(Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.now(), "comm.user_message", data);
    }

    @Test
    void type_has255CharactersAtMost() {
        String longest = "x".repeat(ThreadEvent.MAX_TYPE_LENGTH);

        assertThat(ThreadEvent.create(longest, Map.of()).type()).isEqualTo(longest);
        assertThatThrownBy(() -> ThreadEvent.create(longest + "x", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 256");
    }

    @ParameterizedTest
    @CsvSource({
        "comm.user_message, comm, user_message",
        "state.set.name, state, set.name",
        ".x, '', x",
        "noted, noted, ''"
    })
    void type_isADomainAndAName(String type, String domain, String name) {
        ThreadEvent event = ThreadEvent.create(type, Map.of());

        assertThat(event.domain()).isEqualTo(domain);
        assertThat(event.name()).isEqualTo(name);
    }
}
