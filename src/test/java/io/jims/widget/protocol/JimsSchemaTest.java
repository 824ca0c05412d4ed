package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ErrorCode;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.testing.JimsSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JimsSchemaTest {
    private static final UUID ID = Uuid7.next();
    private static final ThreadId THREAD = ThreadId.create();
    private static final List<String> FEATURES = List.of("history");
    private static final ServerFrame.Message MESSAGE =
            new ServerFrame.Message(
                    ID,
                    "assistant",
                    "Hello",
                    List.of(List.of(new ButtonView("Yes", "yes"))),
                    Instant.EPOCH);

    static Stream<ServerFrame> serverFrames() {
        Map<String, Integer> limits = Map.of("message_characters", 8_000);
        return Stream.of(
                new ServerFrame.Welcome(
                        null, "visitor", Map.of(), limits, FEATURES, List.of(), false, null, null),
                new ServerFrame.Welcome(
                        THREAD,
                        "visitor",
                        Map.of("greeting", "Hi"),
                        limits,
                        FEATURES,
                        List.of(MESSAGE),
                        true,
                        new ServerFrame.Active(ID, null, ""),
                        new ServerFrame.UploadOffer("uploads", "t", List.of("image/png"), 1, 1)),
                new ServerFrame.History(List.of(MESSAGE), true),
                new ServerFrame.History(List.of(), false),
                new ServerFrame.Welcome(
                        THREAD,
                        "visitor",
                        Map.of(),
                        limits,
                        List.of(),
                        List.of(),
                        false,
                        new ServerFrame.Active(ID, ID, "Hel"),
                        null),
                new ServerFrame.Ack(ID, THREAD),
                new ServerFrame.Status("thinking"),
                new ServerFrame.Delta(ID, "Hel"),
                MESSAGE,
                new ServerFrame.Message(ID, "user", "Hi", List.of(), Instant.EPOCH),
                new ServerFrame.Message(
                        ID,
                        "assistant",
                        "Hi",
                        List.of(),
                        Instant.EPOCH,
                        Rating.DOWN,
                        null,
                        List.of()),
                new ServerFrame.Message(
                        ID, "assistant", "Hi", List.of(), Instant.EPOCH, null, "Anna", List.of()),
                new ServerFrame.Status("Anna is typing…", "Anna"),
                new ServerFrame.HandedOff(Mode.HUMAN),
                new ServerFrame.HandedOff(Mode.ASSISTANT),
                new ServerFrame.Welcome(
                        THREAD,
                        "visitor",
                        Map.of(),
                        limits,
                        List.of("handoff"),
                        List.of(),
                        false,
                        true,
                        null,
                        null),
                new ServerFrame.Welcome(
                        null,
                        "visitor",
                        Map.of(),
                        limits,
                        List.of("handoff"),
                        List.of(),
                        false,
                        null,
                        null),
                MESSAGE.with(
                        List.of(
                                new ServerFrame.Message.File(
                                        ID, "a.png", "image/png", 1, "uploads/x"),
                                new ServerFrame.Message.File(
                                        ID, "a.pdf", "application/pdf", 1, null))),
                new ServerFrame.Rated(ID, Rating.UP),
                new ServerFrame.Rated(ID, Rating.NONE),
                new ServerFrame.Call(ID, "addToCart", Map.of(), Duration.ofSeconds(9), null),
                new ServerFrame.Call(
                        ID, "addToCart", Map.of("sku", "A1"), Duration.ZERO, "Into the cart?"),
                new ServerFrame.Threads(List.of()),
                new ServerFrame.Threads(
                        List.of(new ServerFrame.Threads.Item(THREAD, "Hi?", Instant.EPOCH))),
                new ServerFrame.Failure(ErrorCode.UNAUTHORIZED, "no", null, null, "token_missing"),
                new ServerFrame.Done(ID, false),
                new ServerFrame.Done(ID, true));
    }

    @ParameterizedTest
    @MethodSource("serverFrames")
    void everyFrameThatIsWritten_isAllowed(ServerFrame frame) {
        JimsSchema.SERVER.require(JimsProtocol.write(frame));
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorCode_isAllowed(ErrorCode code) {
        JimsSchema.SERVER.require(
                JimsProtocol.write(new ServerFrame.Failure(code, "no", null, null)));
        JimsSchema.SERVER.require(
                JimsProtocol.write(new ServerFrame.Failure(code, "no", ID, Duration.ofMillis(10))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'welcome'}",
                "{'type':'status','text':'a','more':1}",
                "{'type':'ack','id':'1','thread_id':'2'}",
                "{'type':'error','code':'oops','text':'a','retry':true}",
                "{'type':'done','id':'11111111-1111-4111-8111-111111111111','stopped':false}",
                "{'type':'message','id':'11111111-1111-4111-8111-111111111111','role':'user',"
                        + "'text':'a','at':'yesterday'}",
                "{'type':'stop'}"
            })
    void serverFramesThatAreNone_areNotAllowed(String frame) {
        assertThat(JimsSchema.SERVER.allows(frame.replace('\'', '"'))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'hello'}",
                "{'type':'hello','thread_id':'x','contact_id':'c','token':'t','after':null,"
                        + "'lang':'de','new':1}",
                "{'type':'message','id':'11111111-1111-4111-8111-111111111111','text':'a'}",
                "{'type':'message','id':'11111111-1111-4111-8111-111111111111','text':'btn:a',"
                        + "'label':'A'}",
                "{'type':'retry','id':'11111111-1111-4111-8111-111111111111'}",
                "{'type':'history','before':'11111111-1111-4111-8111-111111111111'}",
                "{'type':'message','id':'11111111-1111-4111-8111-111111111111','text':'a',"
                        + "'context':{'page':{'url':'x'}}}",
                "{'type':'feedback','id':'11111111-1111-4111-8111-111111111111','rating':'up'}",
                "{'type':'feedback','id':'11111111-1111-4111-8111-111111111111','rating':'down',"
                        + "'comment':'Why?'}",
                "{'type':'threads'}",
                "{'type':'stop'}"
            })
    void clientFrames_areAllowed_andParsed(String frame) {
        String json = frame.replace('\'', '"');

        JimsSchema.CLIENT.require(json);
        assertThat(JimsProtocol.parse(json)).isNotNull();
    }

    @Test
    void clientFramesThatAreNone_areNotAllowed() {
        assertThat(JimsSchema.CLIENT.allows("{\"type\":\"message\",\"text\":\"a\"}")).isFalse();
        assertThat(JimsSchema.CLIENT.allows("{\"type\":\"hello\",\"thread_id\":7}")).isFalse();
        assertThat(JimsSchema.CLIENT.allows("{\"type\":\"ack\"}")).isFalse();
    }
}
