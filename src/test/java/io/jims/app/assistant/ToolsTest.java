package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.app.assistant.wire.Provider;
import io.jims.conversation.run.Run;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.ThreadEvent;
import io.jims.core.run.PageCalls;
import io.jims.testing.Await;
import io.jims.testing.Conversation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ToolsTest {
    private final LlmServer server = new LlmServer();
    private final Conversation conversation = new Conversation(Assistants.create(settings()));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void call_isStreamed_shownToTheVisitor_andItsResultAnswered() throws Exception {
        server.then(
                LlmReply.callTool("orderStatus", "{\"num", "ber\": 4", "2}"),
                LlmReply.answer("It is ", "coming."));

        List<ThreadEvent> events = conversation.say("Where is order 42?");

        assertThat(events.getFirst().text("content")).isEqualTo("It is coming.");
        assertThat(conversation.statuses())
                .containsExactly("Thinking", "Using order status", "Thinking");
        assertThat(toolResult()).isEqualTo("Order 42 is on its way");
        assertThat(String.valueOf(events.getLast().data()))
                .contains("requests_count=2")
                .contains("prompt_tokens=150")
                .contains("completion_tokens=10");
    }

    @Test
    void actionsOfThePage_areOfferedToTheModel_andCalled() throws Exception {
        Map<String, Object> input =
                Map.of("type", "object", "properties", Map.of("sku", Map.of("type", "string")));
        conversation.offer(
                new Page(List.of(new PageAction("addToCart", "Into the cart", input, null))));
        server.then(LlmReply.callTool("addToCart", "{\"sku\":\"A1\"}"), LlmReply.answer("Done."));

        assertThat(conversation.answerTo("Buy A1")).isEqualTo("Done.");
        assertThat(server.requests().getFirst().json().path("tools").toString())
                .contains("\"addToCart\"", "Into the cart", "\"sku\"");
        assertThat(toolResult()).isEqualTo("{\"in\":{\"sku\":\"A1\"}}");
    }

    @Test
    void actionThatFailed_isToldToTheModel() throws Exception {
        conversation.offer(
                new Page(List.of(new PageAction("addToCart", "Into the cart", Map.of(), null))));
        server.then(
                LlmReply.callTool("addToCart", "{\"sku\":\"none\"}"), LlmReply.answer("Sorry."));
        conversation.say("Buy none");

        assertThat(toolResult()).isEqualTo("Error: sold out");
    }

    @Test
    void handoff_isOfferedWhereAPersonCanAnswer_andHappensBehindTheAnswer() throws Exception {
        server.then(LlmReply.answer("Hello"));
        conversation.say("Hi");
        assertThat(server.requests().getFirst().json().path("tools").findValuesAsText("name"))
                .doesNotContain("hand_off_to_person");
        conversation.allowHandoff();
        server.then(
                LlmReply.callTool("hand_off_to_person", "{\"reason\":\"wants a refund\"}"),
                LlmReply.answer("A colleague will answer you here."));

        List<ThreadEvent> sent = conversation.say("A person, please!");

        assertThat(server.requests().getLast().json().path("tools").findValuesAsText("name"))
                .contains("hand_off_to_person");
        assertThat(sent.getFirst().text("content")).isEqualTo("A colleague will answer you here.");
        assertThat(sent)
                .filteredOn(event -> event.type().equals("state.set.handoff"))
                .extracting(ThreadEvent::data)
                .containsExactly(Map.of("mode", "human", "by", "app", "reason", "wants a refund"));
    }

    /// A page that does what is asked for.
    private record Page(List<PageAction> available) implements PageCalls {
        @Override
        public Object call(
                String name, Map<String, ? extends @Nullable Object> input, Duration timeout) {
            if ("none".equals(input.get("sku"))) {
                throw new PageActionException(PageActionException.Reason.FAILED, "sold out");
            }
            return Map.of("in", input);
        }
    }

    @Test
    void tools_areDescribedToTheModel() throws Exception {
        server.then(LlmReply.answer("Hello"));

        conversation.say("Hi");

        JsonNode tools = server.onlyRequest().json().path("tools");
        assertThat(tools.findValuesAsText("name"))
                .contains("orderStatus", "place_order", "forget", "favourite", "fail");
        assertThat(tools.toString())
                .contains("Finds the status of an order")
                .contains("the order's number");
    }

    @Test
    void textBeforeACall_standsApartFromTheAnswer() throws Exception {
        server.then(
                (request, wire) -> {
                    wire.head(LlmReply.EVENT_STREAM);
                    wire.data(LlmReply.piece("Let me see."));
                    wire.data(LlmReply.toolCall("forget", "{}"));
                    wire.data(LlmReply.finish("tool_calls"));
                    wire.end();
                },
                LlmReply.answer("\n", "Done."));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Let me see.\n\nDone.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    place_order | {"items":[{"name":"hat","count":2}],"colour":"BLUE","note":"soon"} | [Item[name=hat, count=2]] BLUE null Optional[soon] 2
                    place_order | {"items":[],"colour":"RED","gift":true,"speed":7} | [] RED true Optional.empty 7
                    forget | {} | done
                    forget | '' | done
                    favourite | {} | {"name":"hat","count":1}
                    """)
    void arguments_andResults_ofAnyKind(String tool, String arguments, String result)
            throws Exception {
        server.then(LlmReply.callTool(tool, arguments), LlmReply.answer("Done"));

        conversation.say("Hi");

        assertThat(toolResult().replaceAll("\\s", "")).isEqualTo(result.replaceAll("\\s", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fail | {} | the warehouse is closed
                    orderStatus | {} | the argument number is missing
                    orderStatus | {"number":"many"} | Error:
                    orderStatus | {nonsense | Error:
                    nothingLikeIt | {} | Error: there is no tool nothingLikeIt
                    """)
    void callThatFails_isToldToTheModel(String tool, String arguments, String reason)
            throws Exception {
        server.then(LlmReply.callTool(tool, arguments), LlmReply.answer("Sorry"));

        assertThat(conversation.answerTo("Hi")).startsWith("Sorry");

        assertThat(toolResult()).contains(reason);
    }

    @Test
    void callsWithoutEnd_areStopped() {
        server.always(LlmReply.callTool("forget", "{}"));

        assertThatThrownBy(() -> conversation.say("Hi")).hasMessageContaining("too many steps");

        assertThat(server.requests()).hasSize(AssistantPipeline.MAX_TOOL_ROUNDS + 1);
    }

    @Test
    void stop_endsAToolToo() throws Exception {
        server.then(LlmReply.callTool("waitForEver", "{}"), LlmReply.answer("Hello"));
        Run run = conversation.start("Hi");
        Await.until(
                "the tool works", () -> conversation.statuses().contains("Using wait for ever"));

        run.stop();

        assertThat(run.await())
                .extracting(ThreadEvent::type)
                .containsExactly("rag.query_processed");
        assertThat(conversation.answerTo("Hi")).isEqualTo("Hello");
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Tools, is not found on the class path or --app-path",
        "java.lang.Object, has no method with LangChain4j's @Tool",
        "java.lang.Integer, has no public constructor without parameters",
        "io.jims.app.assistant.ToolsTest$Failing, cannot be made: java.lang.IllegalStateException:"
                + " no database"
    })
    void classThatCannotBeUsed_saysWhy(String name, String reason) {
        assertThatThrownBy(() -> Assistants.create(settings(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--tools: class " + name + " " + reason);
    }

    @Test
    void toolOfTheSameName_isRefused() {
        String name = SampleTools.class.getName();

        assertThatThrownBy(() -> Assistants.create(settings(name, name)))
                .hasMessageContaining("has a second tool called");
    }

    /// Cannot be made.
    public static class Failing {
        public Failing() {
            throw new IllegalStateException("no database");
        }
    }

    private AssistantSettings settings() {
        return settings(SampleTools.class.getName());
    }

    private AssistantSettings settings(String... tools) {
        return Assistants.settings(
                "test-model",
                Provider.OPENAI,
                server.url() + "/v1",
                List.of(tools),
                Duration.ofSeconds(20));
    }

    /// What the model was told in the last request.
    private String toolResult() {
        JsonNode messages = server.requests().getLast().json().path("messages");
        JsonNode last = messages.get(messages.size() - 1);
        assertThat(last.path("role").asText()).isEqualTo("tool");
        assertThat(last.path("tool_call_id").asText()).isEqualTo("call_1");
        return last.path("content").asText();
    }
}
