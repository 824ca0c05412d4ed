package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BasicReplyTest {
    private static final String ROW =
            "<div class=\\\"jims-widget-button-row\\\" style=\\\"display:flex;flex-wrap:wrap;gap:8px;"
                    + "justify-content:center;width:100%;\\\">";
    private static final String STACK =
            "<div class=\\\"jims-widget-button-stack\\\" style=\\\"display:flex;flex-direction:column;"
                    + "align-items:center;gap:10px;margin-top:8px;width:100%;box-sizing:border-box;\\\">"
                    + ROW;

    @Test
    void oneMessage_isItsText() {
        assertThat(reply(message("Hello"))).isEqualTo("{\"text\":\"Hello\"}");
    }

    @Test
    void severalMessages_areJoinedByABlankLine() {
        assertThat(reply(message("one"), message("two"))).isEqualTo("{\"text\":\"one\\n\\ntwo\"}");
    }

    @Test
    void nothingSent_saysSo() {
        assertThat(reply()).isEqualTo("{\"text\":\"(no response)\"}");
    }

    @Test
    void onlyOtherEvents_sayNoResponse() {
        assertThat(
                        reply(
                                event("rag.query_processed", Map.of("content", "hidden")),
                                event(
                                        "context.document",
                                        Map.of("role", "assistant", "content", "hidden")),
                                event("state.set.x", Map.of("content", "hidden")),
                                message("")))
                .isEqualTo("{\"text\":\"(no response)\"}");
    }

    @Test
    void buttonsOnly_areHtml() {
        assertThat(
                        reply(
                                event(
                                        "comm.assistant_buttons",
                                        Map.of("buttons", List.of(button("Yes", "yes"))))))
                .isEqualTo(
                        "{\"html\":\"" + STACK + htmlButton("btn:yes", "Yes") + "</div></div>\"}");
    }

    @Test
    void textAndButtons_areTwoMessages() {
        assertThat(reply(buttons("Sure?", List.of(button("Yes", "yes"), button("No", "no")))))
                .isEqualTo(
                        "[{\"text\":\"Sure?\"},{\"html\":\""
                                + STACK
                                + htmlButton("btn:yes", "Yes")
                                + htmlButton("btn:no", "No")
                                + "</div></div>\"}]");
    }

    @Test
    void rowsOfButtons_areRows() {
        assertThat(
                        reply(
                                buttons(
                                        "",
                                        List.of(
                                                List.of(button("A", "a")),
                                                List.of(button("B", "b"))))))
                .isEqualTo(
                        "{\"html\":\""
                                + STACK
                                + htmlButton("btn:a", "A")
                                + "</div>"
                                + ROW
                                + htmlButton("btn:b", "B")
                                + "</div></div>\"}");
    }

    @Test
    void buttonId_fallsBackToCallbackDataThenLabel_andKeepsItsPrefixOnce() {
        assertThat(
                        reply(
                                buttons(
                                        "",
                                        List.of(
                                                Map.of("text", "A", "callback_data", "cb"),
                                                Map.of("text", "B", "id", ""),
                                                Map.of("text", "C", "id", "btn:c"),
                                                Map.of("text", 7)))))
                .isEqualTo(
                        "{\"html\":\""
                                + STACK
                                + htmlButton("btn:cb", "A")
                                + htmlButton("btn:B", "B")
                                + htmlButton("btn:c", "C")
                                + htmlButton("btn:7", "7")
                                + "</div></div>\"}");
    }

    @Test
    void buttonId_thatPythonHoldsForFalse_fallsBack_andOthersAreSpelledAsByPython() {
        assertThat(
                        reply(
                                buttons(
                                        "",
                                        List.of(
                                                Map.of("text", "A", "id", 0),
                                                Map.of("text", "B", "id", false),
                                                Map.of("text", "C", "id", List.of()),
                                                Map.of("text", "D", "id", true),
                                                Map.of("text", "E", "id", 1e22),
                                                Map.of("text", true, "id", 0.0)))))
                .isEqualTo(
                        "{\"html\":\""
                                + STACK
                                + htmlButton("btn:A", "A")
                                + htmlButton("btn:B", "B")
                                + htmlButton("btn:C", "C")
                                + htmlButton("btn:True", "D")
                                + htmlButton("btn:1e+22", "E")
                                + htmlButton("btn:True", "True")
                                + "</div></div>\"}");
    }

    @Test
    void labelAndId_areEscaped() {
        assertThat(reply(buttons("", List.of(button("<b>&'", "\"><script>")))))
                .isEqualTo(
                        "{\"html\":\""
                                + STACK
                                + htmlButton("btn:&quot;&gt;&lt;script&gt;", "&lt;b&gt;&amp;&#x27;")
                                + "</div></div>\"}");
    }

    @Test
    void buttonsThatAreNone_areLeftOut() {
        assertThat(reply(buttons("Hi", List.of(Map.of("id", "x"), "text", 3))))
                .isEqualTo("{\"text\":\"Hi\"}");
        assertThat(reply(buttons("Hi", "no list"))).isEqualTo("{\"text\":\"Hi\"}");
        assertThat(reply(buttons("Hi", List.of()))).isEqualTo("{\"text\":\"Hi\"}");
    }

    @Test
    void buttonWithoutALabel_isLeftOut_andThoseBesideItStay() {
        assertThat(reply(buttons("", List.of(Map.of("id", "x"), button("Yes", "yes")))))
                .isEqualTo(
                        "{\"html\":\"" + STACK + htmlButton("btn:yes", "Yes") + "</div></div>\"}");
        assertThat(reply(buttons("Hi", List.of(Map.of("id", "x"))))).isEqualTo("{\"text\":\"Hi\"}");
    }

    @Test
    void plainMessageWithButtons_showsItsTextOnly() {
        assertThat(
                        reply(
                                event(
                                        "comm.assistant_message",
                                        Map.of(
                                                "content",
                                                "Hi",
                                                "buttons",
                                                List.of(button("A", "a"))))))
                .isEqualTo("{\"text\":\"Hi\"}");
    }

    private static String reply(ThreadEvent... events) {
        return BasicReply.of(List.of(events));
    }

    private static ThreadEvent message(String content) {
        return event("comm.assistant_message", Map.of("role", "assistant", "content", content));
    }

    private static ThreadEvent buttons(String content, Object buttons) {
        return event(
                "comm.assistant_message_with_buttons",
                Map.of("content", content, "buttons", buttons));
    }

    private static Map<String, String> button(String text, String id) {
        return Map.of("text", text, "id", id);
    }

    private static String htmlButton(String callback, String label) {
        return "<button type=\\\"button\\\" class=\\\"deep-chat-button jims-widget-callback-btn\\\""
                + " style=\\\"min-width:12rem;max-width:100%;padding:10px 18px;font-weight:600;\\\""
                + " data-jims-callback=\\\""
                + callback
                + "\\\">"
                + label
                + "</button>";
    }

    @SuppressWarnings(
            "NullAway") // does not read the annotations of a compiled record's constructor
    private static ThreadEvent event(String type, Map<String, @Nullable Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.now(), type, data);
    }
}
