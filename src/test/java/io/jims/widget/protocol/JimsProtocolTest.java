package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The frames of `jims.v1`, member by member.
class JimsProtocolTest {
    private static final String TEXT_ID = "11111111-1111-4111-8111-111111111111";
    private static final UUID ID = UUID.fromString(TEXT_ID);
    private static final ThreadId THREAD =
            new ThreadId(UUID.fromString("22222222-2222-4222-8222-222222222222"));

    @Test
    void hello_isReadWithWhatItSays_andWithoutWhatItDoesNot() {
        assertThat(
                        parse(
                                """
                                {"type":"hello","thread_id":"22222222-2222-4222-8222-222222222222",
                                "contact_id":"ann","token":"t","lang":"de",
                                "after":"11111111-1111-4111-8111-111111111111"}\
                                """))
                .isEqualTo(new ClientFrame.Hello(THREAD, "ann", "t", ID, "de", Set.of()));
        assertThat(parse("{\"type\":\"hello\",\"contact_id\":\" \",\"token\":null}"))
                .isEqualTo(new ClientFrame.Hello(null, null, null, null, null, Set.of()));
        assertThat(parse("{\"type\":\"hello\",\"thread_id\":\"x\",\"after\":\"y\"}"))
                .isEqualTo(new ClientFrame.Hello(null, null, null, null, null, Set.of()));
    }

    @Test
    void message_isTrimmed_andHasTheLabelOfItsButton() {
        assertThat(parse("{'type':'message','id':'%s','text':' Hi\u00A0'}"))
                .isEqualTo(new ClientFrame.Message(ID, "Hi", null, null, List.of()));
        assertThat(parse("{'type':'message','id':'%s','text':'btn:y','label':'Ye\\u0000s'}"))
                .isEqualTo(new ClientFrame.Message(ID, "btn:y", "Ye\uFFFDs", null, List.of()));
    }

    @Test
    void otherFrames_areReadWithTheIdThatTheyAreAbout() {
        assertThat(parse("{'type':'stop'}")).isEqualTo(new ClientFrame.Stop());
        assertThat(parse("{'type':'retry','id':'%s'}")).isEqualTo(new ClientFrame.Retry(ID));
        assertThat(parse("{'type':'history','before':'%s'}"))
                .isEqualTo(new ClientFrame.History(ID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no JSON | a frame must be a JSON object
                    [] | a frame must be a JSON object
                    `` | a frame must be a JSON object
                    {} | must be hello, message, stop, retry, history, feedback, threads or result
                    {'type':'dance'} | must be hello, message, stop, retry, history, feedback, threads or result
                    {'type':'hello','token':7} | "token" must be a string
                    {'type':'message','text':'a'} | a message's "id" must be a uuid
                    {'type':'message','id':'1','text':'a'} | a message's "id" must be a uuid
                    {'type':'message','id':'%s'} | a message's "text" must be a string
                    {'type':'message','id':'%s','text':7} | a message's "text" must be a string
                    {'type':'retry'} | a retry's "id" must be a uuid
                    {'type':'history','before':''} | a history's "before" must be a uuid
                    {'type':'feedback','id':'%s'} | a feedback's "rating" must be up, down or none
                    {'type':'feedback','id':'%s','rating':'five'} | a feedback's "rating" must be up, down or none
                    """)
    void frameThatIsNone_isRefused_sayingWhatIsAllowed(String frame, String reason) {
        assertThatThrownBy(() -> parse(frame))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FRAME))
                .hasMessageContaining(reason);
    }

    @Test
    void welcome_hasItsLimits_itsWords_andWhatThisServerCan() {
        JsonNode json =
                written(
                        new ServerFrame.Welcome(
                                THREAD,
                                "ann",
                                Map.of("greeting", "Hi"),
                                Map.of("message_characters", 8_000),
                                List.of("history", "retry"),
                                List.of(message("Hello")),
                                true,
                                new ServerFrame.Active(ID, ID, "Hel"),
                                null));

        assertThat(json.path("thread_id").asText()).isEqualTo(THREAD.value().toString());
        assertThat(json.path("contact_id").asText()).isEqualTo("ann");
        assertThat(json.path("texts").toString()).isEqualTo("{\"greeting\":\"Hi\"}");
        assertThat(json.path("limits").toString()).isEqualTo("{\"message_characters\":8000}");
        assertThat(json.path("features").toString()).isEqualTo("[\"history\",\"retry\"]");
        assertThat(json.at("/events/0/text").asText()).isEqualTo("Hello");
        assertThat(json.path("more").asBoolean()).isTrue();
        assertThat(json.at("/active/id").asText()).isEqualTo(TEXT_ID);
        assertThat(json.at("/active/message_id").asText()).isEqualTo(TEXT_ID);
        assertThat(json.at("/active/text").asText()).isEqualTo("Hel");
    }

    @Test
    void welcomeOfANewThread_saysNothingOfWhatItHasNot() {
        JsonNode json =
                written(
                        new ServerFrame.Welcome(
                                null, "ann", Map.of(), Map.of(), List.of(), List.of(), false, null,
                                null));

        assertThat(json.has("thread_id")).isFalse();
        assertThat(json.has("more")).isFalse();
        assertThat(json.has("active")).isFalse();
        assertThat(json.path("events").isArray()).isTrue();
    }

    @Test
    void welcomeOfAServerThatTakesFiles_saysWhereTheyGo_andWhich() {
        ServerFrame.UploadOffer offer =
                new ServerFrame.UploadOffer("uploads", "t1", List.of("image/png"), 100, 5);
        JsonNode json =
                written(
                        new ServerFrame.Welcome(
                                null, "ann", Map.of(), Map.of(), List.of(), List.of(), false, null,
                                offer));

        assertThat(json.path("uploads").toString())
                .isEqualTo(
                        "{\"address\":\"uploads\",\"ticket\":\"t1\",\"bytes\":100,\"files\":5,"
                                + "\"types\":[\"image/png\"]}");
    }

    @Test
    void message_hasItsFiles() {
        ServerFrame.Message message =
                message("")
                        .with(
                                List.of(
                                        new ServerFrame.Message.File(
                                                ID, "a.png", "image/png", 9, "uploads/x")));

        assertThat(written(message).path("attachments").toString())
                .isEqualTo(
                        "[{\"id\":\"%s\",\"name\":\"a.png\",\"type\":\"image/png\",\"size\":9,"
                                        .formatted(ID)
                                + "\"address\":\"uploads/x\"}]");
        assertThat(written(message("Hi")).has("attachments")).isFalse();
    }

    @Test
    void attachmentsOfAMessage_areUuids_eachOnce() {
        String frame = "{\"type\":\"message\",\"id\":\"%s\",\"text\":\"\",\"attachments\":%s}";

        assertThat(
                        JimsProtocol.parse(
                                frame.formatted(
                                        TEXT_ID, "[\"" + TEXT_ID + "\",\"" + TEXT_ID + "\"]")))
                .isEqualTo(new ClientFrame.Message(ID, "", null, null, List.of(ID)));
        for (String bad : List.of("{}", "\"x\"", "7", "[\"../x\"]", "[{}]", "[null]")) {
            assertThatThrownBy(() -> JimsProtocol.parse(frame.formatted(TEXT_ID, bad)))
                    .as(bad)
                    .hasMessageContaining("attachments");
        }
    }

    @Test
    void history_hasItsMessages_andWhetherThereAreMore() {
        JsonNode json = written(new ServerFrame.History(List.of(message("Hello")), true));

        assertThat(json.path("type").asText()).isEqualTo("history");
        assertThat(json.at("/events/0/text").asText()).isEqualTo("Hello");
        assertThat(json.path("more").asBoolean()).isTrue();
        assertThat(written(new ServerFrame.History(List.of(), false)).path("more").asBoolean())
                .isFalse();
    }

    @Test
    void progressOfARun_isWrittenAsItAlwaysWas() {
        assertThat(JimsProtocol.write(new ServerFrame.Ack(ID, THREAD)))
                .isEqualTo(
                        "{\"type\":\"ack\",\"id\":\"%s\",\"thread_id\":\"%s\"}"
                                .formatted(ID, THREAD.value()));
        assertThat(JimsProtocol.write(new ServerFrame.Status("thinking")))
                .isEqualTo("{\"type\":\"status\",\"text\":\"thinking\"}");
        assertThat(JimsProtocol.write(new ServerFrame.Delta(ID, "Hel")))
                .isEqualTo("{\"type\":\"delta\",\"id\":\"%s\",\"text\":\"Hel\"}".formatted(ID));
        assertThat(JimsProtocol.write(new ServerFrame.Done(ID, false)))
                .isEqualTo("{\"type\":\"done\",\"id\":\"%s\"}".formatted(ID));
        assertThat(JimsProtocol.write(new ServerFrame.Done(ID, true)))
                .isEqualTo("{\"type\":\"done\",\"id\":\"%s\",\"stopped\":true}".formatted(ID));
    }

    @Test
    void message_hasItsButtonsOnlyWhereThereAreAny() {
        ServerFrame.Message buttons =
                new ServerFrame.Message(
                        ID,
                        "assistant",
                        "Well?",
                        List.of(List.of(new ButtonView("Yes", "yes"))),
                        Instant.EPOCH);

        assertThat(JimsProtocol.write(buttons))
                .isEqualTo(
                        """
                        {"type":"message","id":"%s","role":"assistant","text":"Well?",\
                        "buttons":[[{"text":"Yes","id":"yes"}]],"at":"1970-01-01T00:00:00Z"}\
                        """
                                .formatted(ID));
        assertThat(written(message("Hello")).has("buttons")).isFalse();
    }

    @Test
    void error_saysWhetherToTryAgain_andWhen() {
        assertThat(error(ErrorCode.RATE_LIMITED, "slowly", ID, Duration.ofSeconds(7)))
                .isEqualTo(
                        """
                        {"type":"error","code":"rate_limited","text":"slowly","id":"%s",\
                        "retry_after":7,"retry":true}\
                        """
                                .formatted(ID));
        assertThat(error(ErrorCode.BUSY, "wait", null, Duration.ofMillis(10)))
                .isEqualTo(
                        "{\"type\":\"error\",\"code\":\"busy\",\"text\":\"wait\",\"retry_after\":1,"
                                + "\"retry\":true}");
        assertThat(error(ErrorCode.TOO_LONG, "shorten", null, null)).contains("\"retry\":false");
    }

    @Test
    void failureOfThePipeline_isMarkedWhereTheAppSaysIt_andExplainedWhereNobodyDoes() {
        assertThat(error(ErrorCode.PIPELINE, "Come back tomorrow.", null, null))
                .contains("\"text\":\"Come back tomorrow.\",\"said\":true");
        assertThat(error(ErrorCode.PIPELINE, "", null, null))
                .contains("\"text\":\"Something went wrong with the answer.\"")
                .doesNotContain("said");
        assertThat(error(ErrorCode.TIMEOUT, "too late", null, null)).doesNotContain("said");
    }

    @Test
    void error_hasAReason_onlyWhereItsCodeDoesNotSayItAll() {
        assertThat(
                        written(
                                        new ServerFrame.Failure(
                                                ErrorCode.QUOTA, "tomorrow", null, null, "day"))
                                .path("reason")
                                .asText())
                .isEqualTo("day");
        assertThat(error(ErrorCode.QUOTA, "tomorrow", null, null)).doesNotContain("reason");
    }

    private static ClientFrame parse(String frame) {
        return JimsProtocol.parse(frame.replace('\'', '"').replace("%s", TEXT_ID));
    }

    private static ServerFrame.Message message(String text) {
        return new ServerFrame.Message(ID, "assistant", text, List.of(), Instant.EPOCH);
    }

    private static String error(
            ErrorCode code, String text, @Nullable UUID id, @Nullable Duration retryAfter) {
        return JimsProtocol.write(new ServerFrame.Failure(code, text, id, retryAfter));
    }

    private static JsonNode written(ServerFrame frame) {
        try {
            return Json.MAPPER.readTree(JimsProtocol.write(frame));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
