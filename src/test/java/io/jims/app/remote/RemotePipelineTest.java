package io.jims.app.remote;

import static io.jims.app.remote.FakeService.CHAT;
import static io.jims.app.remote.FakeService.STREAM;
import static io.jims.app.remote.FakeService.chatResponse;
import static io.jims.app.remote.FakeService.event;
import static io.jims.app.remote.FakeService.result;
import static io.jims.app.remote.FakeService.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.app.remote.FakeService.Reply;
import io.jims.app.remote.FakeService.Request;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.JimsApp;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.secret.Secret;
import io.jims.observe.RunObserver;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RemotePipelineTest {
    private static final String FIRST = "01939f2c-3b5a-7c63-9d4e-000000000001";
    private static final String SECOND = "01939f2c-3b5a-7c63-9d4e-000000000002";
    private static final Reply GONE =
            Reply.json(404, "{\"detail\": \"Thread '" + FIRST + "' not found\"}");
    private static final Reply NO_ENDPOINT = Reply.json(404, "{\"detail\": \"Not Found\"}");

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final CapturedLog log = new CapturedLog(RemotePipeline.class);
    private volatile Function<Request, Reply> behaviour = request -> NO_ENDPOINT;
    private FakeService service;
    private PipelineExecutor runner;

    @BeforeEach
    void startService() throws Exception {
        service = FakeService.start(request -> behaviour.apply(request));
        RemoteSettings settings =
                new RemoteSettings(new Secret("s3cret"), Duration.ofSeconds(5), 10_000);
        ServiceUrl url = ServiceUrl.parse(service.url());
        JimsApp app =
                new JimsApp("remote", new RemotePipeline(url, new ServiceClient(url, settings)));
        runner = new PipelineExecutor(app, Duration.ofSeconds(20), 9, RunObserver.NONE);
    }

    @AfterEach
    void stopService() throws Exception {
        service.close();
        log.close();
    }

    @Test
    void question_namesContactMessageAndConfiguration_andHasTheToken() throws Exception {
        behaviour = request -> Reply.events(result(FIRST, said("Hi")));

        assertThat(conversation().answerTo("„Hello“ 😀")).isEqualTo("Hi");

        Request request = service.requests().getFirst();
        assertThat(request.path()).isEqualTo(STREAM);
        assertThat(request.head()).contains("Authorization: Bearer s3cret\r\n");
        JsonNode json = json(request);
        assertThat(json.get("message").textValue()).isEqualTo("„Hello“ 😀");
        assertThat(json.get("event_type").textValue()).isEqualTo("comm.user_message");
        assertThat(json.at("/thread_config/interface").textValue()).isEqualTo("widget");
        assertThat(json.get("contact_id").textValue()).startsWith("visitor/");
        assertThat(json.has("thread_id")).isFalse();
    }

    @Test
    void click_isSentAsOne() throws Exception {
        behaviour = request -> Reply.events(result(FIRST));

        conversation().say("btn:yes");

        JsonNode json = json(service.requests().getFirst());
        assertThat(json.get("event_type").textValue()).isEqualTo("comm.user_button_click");
        assertThat(json.get("message").textValue()).isEqualTo("btn:yes");
    }

    @Test
    void contact_isAnotherForEachThreadOfOurs_andHidesItsId() throws Exception {
        behaviour = request -> Reply.events(result(FIRST));
        Conversation one = conversation();
        Conversation two = conversation();

        one.say("a");
        one.say("b");
        two.say("c");

        List<String> contacts =
                service.requests().stream()
                        .map(request -> json(request).get("contact_id").textValue())
                        .toList();
        assertThat(contacts.get(1)).isEqualTo(contacts.get(0));
        assertThat(contacts.get(2)).isNotEqualTo(contacts.get(0));
        assertThat(contacts.get(0)).doesNotContain(one.threadId().value().toString());
    }

    @Test
    void statuses_areHeard_blankAndForeignOnesAreNot() throws Exception {
        behaviour =
                request ->
                        Reply.events(
                                event("status", "{\"status\": \"Looking\", \"type\": \"x\"}"),
                                event("status", "{\"status\": \" \"}"),
                                event("status", "{\"status\": 5}"),
                                event("ping", "no JSON"),
                                ": keep alive\n\n",
                                event("status", "{\"status\": \"Writing\"}"),
                                result(FIRST, said("Hi")));
        Conversation conversation = conversation();

        assertThat(conversation.answerTo("Hello")).isEqualTo("Hi");

        assertThat(conversation.statuses()).containsExactly("Looking", "Writing");
    }

    @Test
    void events_comeInOrder_withTheirData() throws Exception {
        behaviour =
                request ->
                        Reply.events(
                                result(
                                        FIRST,
                                        "{\"event_type\":\"rag.x\",\"event_data\":{\"a\":[1,NaN,2.5,null]}}",
                                        said("One"),
                                        "{\"event_type\":\"comm.assistant_buttons\",\"event_data\":{\"role\":\"assistant\","
                                                + "\"content\":\"\",\"buttons\":[{\"text\":\"Yes\",\"id\":\"y\"}]}}"));

        List<ThreadEvent> events = conversation().say("Hello");

        assertThat(events)
                .extracting(ThreadEvent::type)
                .containsExactly(
                        "state.set.jims_api",
                        "rag.x",
                        "comm.assistant_message",
                        "comm.assistant_buttons");
        assertThat(events.get(1).data().toString()).isEqualTo("{a=[1, null, 2.5, null]}");
        assertThat(events.getLast().data())
                .containsEntry("buttons", List.of(Map.of("text", "Yes", "id", "y")));
    }

    @Test
    void answer_isTakenAtOnce_howeverLongTheStreamStaysOpen() throws Exception {
        behaviour = request -> Reply.events(result(FIRST, said("Hi"))).held();

        assertThat(conversation().answerTo("Hello")).isEqualTo("Hi");

        service.awaitHangUp();
    }

    @Test
    void remoteThread_isRemembered_alsoAfterARestart() throws Exception {
        behaviour = request -> Reply.events(result(FIRST));
        Conversation conversation = conversation();
        conversation.say("one");
        conversation.say("two");

        Conversation.resume(store, conversation.threadId(), runner).say("three");

        assertThat(service.requests())
                .extracting(request -> json(request).path("thread_id").asText("none"))
                .containsExactly("none", FIRST, FIRST);
        assertThat(store.events(conversation.threadId()))
                .filteredOn(event -> event.type().equals("state.set.jims_api"))
                .extracting(event -> event.data().get("thread_id"))
                .containsExactly(FIRST);
    }

    @Test
    void vanishedRemoteThread_isReplaced_andOnlyTheLogTells() throws Exception {
        behaviour =
                request ->
                        request.body().contains(FIRST)
                                ? GONE
                                : Reply.events(
                                        result(
                                                service.requests().size() == 1 ? FIRST : SECOND,
                                                said("Hi")));
        Conversation conversation = conversation();
        conversation.say("one");

        assertThat(conversation.answerTo("two")).isEqualTo("Hi");
        conversation.say("three");

        assertThat(service.requests())
                .extracting(request -> json(request).path("thread_id").asText("none"))
                .containsExactly("none", FIRST, "none", SECOND);
        assertThat(log.lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("thread " + ThreadId.parse(FIRST).orElseThrow() + " is gone");
        assertThat(conversation.statuses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void serviceWithoutStream_isAskedForTheWhole_andNotForAStreamAgain(int status)
            throws Exception {
        behaviour =
                request ->
                        request.path().equals(STREAM)
                                ? Reply.json(status, "{\"detail\": \"Not Found\"}")
                                : Reply.json(200, chatResponse(FIRST, said("Hi")));
        Conversation conversation = conversation();

        assertThat(conversation.answerTo("one")).isEqualTo("Hi");
        assertThat(conversation.answerTo("two")).isEqualTo("Hi");

        assertThat(service.requests())
                .extracting(Request::path)
                .containsExactly(STREAM, CHAT, CHAT);
        assertThat(log.lines()).hasSize(1).first().asString().contains("does not stream");
    }

    @Test
    void vanishedThread_ofAServiceWithoutStream_isReplaced() throws Exception {
        behaviour =
                request -> {
                    if (request.path().equals(STREAM)) {
                        return NO_ENDPOINT;
                    }
                    return request.body().contains(FIRST)
                            ? GONE
                            : Reply.json(
                                    200,
                                    chatResponse(
                                            service.requests().size() == 2 ? FIRST : SECOND,
                                            said("Hi")));
                };
        Conversation conversation = conversation();
        conversation.say("one");

        assertThat(conversation.answerTo("two")).isEqualTo("Hi");
    }

    private Conversation conversation() {
        return Conversation.begin(store, runner);
    }

    private static JsonNode json(Request request) {
        try {
            return new ObjectMapper().readTree(request.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
