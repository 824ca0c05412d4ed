package io.jims.app.assistant;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.app.AppContract;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.app.assistant.wire.Provider;
import io.jims.core.JimsApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/// The part of the contract that holds for an app whose answers are a model's; this model does as
/// it is told.
class AssistantContractTest extends AppContract {
    private final Map<Integer, CountDownLatch> places = new ConcurrentHashMap<>();
    private final LlmServer model = new LlmServer().always(this::obey);

    /// Sees as much of a thread as an app does.
    @Override
    protected JimsApp app() {
        return assistant().withCommands(Set.of("/known")); // as by --app-commands
    }

    private JimsApp assistant() {
        AssistantSettings usual =
                Assistants.settings("test-model", Provider.OPENAI, model.url() + "/v1");
        return Assistants.create(
                new AssistantSettings(
                        usual.model(),
                        usual.access(),
                        usual.systemPrompt(),
                        20,
                        null,
                        null,
                        List.of(),
                        usual.modelTimeout()));
    }

    @Override
    protected Map<Ability, String> lacking() {
        return Map.ofEntries(
                entry(
                        Ability.ANY_NUMBER_OF_MESSAGES,
                        "a model's answer is one message, and an empty one is a failure"),
                entry(Ability.BUTTONS, "a model writes text only"),
                entry(
                        Ability.EVENTS,
                        "a model writes text only; the event of what it used up is"
                                + " AssistantTest's"),
                entry(Ability.VALUES, "a model writes text only"),
                entry(Ability.EDITS, "what a model writes is on its way to the visitor"),
                entry(Ability.STATES, "a model keeps none"),
                entry(Ability.WHOLE_HISTORY, "a model sees the newest messages (--history-length)"),
                entry(Ability.OUR_CONFIG, "a model is not shown it"),
                entry(Ability.CONVERSATION_START, "the assistant has none"));
    }

    /// Of the last 20 the first is an answer; what a model is shown begins with the visitor.
    @Override
    protected int contextLength() {
        return 19;
    }

    @Override
    protected String heardAs(String status) {
        return "Thinking";
    }

    @Override
    protected String toldAs(String reason) {
        return ModelFailure.REJECTED.forVisitor();
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void obey(LlmServer.Request request, LlmReply.ProviderJson wire) throws Exception {
        String[] words = command(request).split(" ", 3);
        switch (words[0]) {
            case "say" -> LlmReply.answer(command(request).substring(4)).write(request, wire);
            case "stream" ->
                    LlmReply.answer(command(request).substring(7).split(" ")).write(request, wire);
            case "repeat" ->
                    LlmReply.answer(words[2].repeat(Integer.parseInt(words[1])))
                            .write(request, wire);
            case "/known" -> LlmReply.answer("known").write(request, wire);
            case "status" -> LlmReply.answer("reported").write(request, wire);
            case "fail" -> LlmReply.status(400, "no").write(request, wire);
            case "count-history" ->
                    LlmReply.answer("" + (request.json().path("messages").size() - 1))
                            .write(request, wire);
            case "context" -> LlmReply.answer(context(request)).write(request, wire);
            case "wait" -> awaitCancel(Path.of(words[1]), wire);
            case "meet" -> {
                int all = Integer.parseInt(words[1]);
                CountDownLatch place =
                        places.computeIfAbsent(all, count -> new CountDownLatch(count));
                place.countDown();
                place.await();
                LlmReply.answer("met").write(request, wire);
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /// The newest message, without those that were not answered and share its turn.
    private static String command(LlmServer.Request request) {
        JsonNode messages = request.json().path("messages");
        String turn = messages.get(messages.size() - 1).path("content").asText();
        boolean shared = turn.matches("(?s)(wait|fail|event) .*\n\n.*");
        return shared ? turn.substring(turn.lastIndexOf("\n\n") + 2) : turn;
    }

    /// What the model was shown of a big conversation. Extra context is among its instructions, and
    /// so stands before what was said.
    private static String context(LlmServer.Request request) {
        return request.json().path("messages").findValuesAsText("content").stream()
                .flatMap(content -> Stream.of(content.split("\n\n")))
                .filter(part -> !part.equals(Assistants.INSTRUCTIONS))
                .sorted(Comparator.comparingInt(part -> number(part)))
                .collect(Collectors.joining("|"));
    }

    private static int number(String part) {
        return part.startsWith("event ") ? Integer.parseInt(part.substring(6)) : Integer.MAX_VALUE;
    }

    private static void awaitCancel(Path file, LlmReply.ProviderJson wire) throws Exception {
        write(file, "begun");
        wire.awaitClientGone();
        write(file, "cancelled");
    }

    /// At once, for a reader that looks again and again.
    private static void write(Path file, String content) throws Exception {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
