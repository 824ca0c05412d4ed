package io.jims.crash;

import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// The app of the server that is killed: streams an answer that names its question, in pieces with
/// pauses between them, stores much beside it for one of the visitors, and refuses to answer a
/// question twice in one process.
public final class NumberedApp {
    public static final Pipeline PIPELINE = NumberedApp::answerOnce;

    /// The same, but answers a question again where another server is to have the thread.
    public static final Pipeline REPLICATED = NumberedApp::answer;

    /// Whose threads get heavy.
    private static final String HEAVY = "visitor 0";

    private static final int HEAVY_CHARACTERS = 200_000;
    private static final int LONGEST_PAUSE_MILLIS = 6;
    private static final Set<String> BEGUN = ConcurrentHashMap.newKeySet();

    private NumberedApp() {}

    /// The whole answer to a question.
    static String answerTo(String question) {
        return String.join("", pieces(question));
    }

    private static List<String> pieces(String question) {
        return List.of("This ", "answers: ", question, ".");
    }

    private static void answerOnce(ThreadContext context) throws InterruptedException {
        String question = context.lastUserMessage().orElseThrow();
        if (!BEGUN.add(question)) {
            throw new IllegalStateException("run twice by one process: " + question);
        }
        answer(context);
    }

    private static void answer(ThreadContext context) throws InterruptedException {
        String question = context.lastUserMessage().orElseThrow();
        if (question.startsWith(HEAVY)) {
            context.send("rag.found", Map.of("text", "x".repeat(HEAVY_CHARACTERS)));
        }
        for (String piece : pieces(question)) {
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
            context.stream(piece);
        }
    }
}
