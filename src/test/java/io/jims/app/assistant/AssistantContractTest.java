package io.jims.app.assistant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.app.AppContract;
import io.jims.core.JimsApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/// The part of the contract that holds for an app whose answers are a model's; this model does as
/// it is told.
class AssistantContractTest extends AppContract {
    private final Map<Integer, CountDownLatch> places = new ConcurrentHashMap<>();
    private final LlmServer model = new LlmServer().always(this::obey);

    @Override
    protected JimsApp app() {
        return Assistants.openAi(model);
    }

    @Override
    protected Set<Ability> lacking() {
        return EnumSet.complementOf(EnumSet.of(Ability.STREAM));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void obey(LlmServer.Request request, LlmReply.Wire wire) throws Exception {
        String[] words = command(request).split(" ", 3);
        switch (words[0]) {
            case "say" -> LlmReply.answer(command(request).substring(4)).write(request, wire);
            case "stream" ->
                    LlmReply.answer(command(request).substring(7).split(" ")).write(request, wire);
            case "repeat" ->
                    LlmReply.answer(words[2].repeat(Integer.parseInt(words[1])))
                            .write(request, wire);
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
        boolean shared = turn.startsWith("wait ") && turn.contains("\n\n");
        return shared ? turn.substring(turn.lastIndexOf("\n\n") + 2) : turn;
    }

    private static void awaitCancel(Path file, LlmReply.Wire wire) throws Exception {
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
