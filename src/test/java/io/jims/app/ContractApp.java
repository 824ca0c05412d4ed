package io.jims.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.Button;
import io.jims.core.ChatMessage;
import io.jims.core.JimsApp;
import io.jims.core.ThreadContext;
import java.io.FileWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// The app that [AppContract] talks to, in Java; `src/test/python/contract_app.py` is the same in
/// Python. The visitor's text is a command: its first word, and behind one space its argument.
///
/// | command | |
/// | --- | --- |
/// | `say <text>` | sends the text |
/// | `say-twice <text>` | sends `1 <text>` and `2 <text>` |
/// | `repeat <n> <text>` | sends one message: the text n times |
/// | `silent` | sends nothing |
/// | `buttons` | sends `Choose` with the rows `Yes` (id `yes`), `No` (`no`) and `Maybe` (`maybe`) |
/// | `btn:<id>` | sends name and content of the last user action |
/// | `event <type>` | sends an event with data of every JSON kind: [AppContract#EVENT_DATA] |
/// | `set <value>` | sets the state `contract` to `{"value": <value>}` |
/// | `get` | sends the state's value, or `(none)` |
/// | `interface` | sends the `interface` of the thread's configuration |
/// | `status <text>` | reports the text as status, then sends `reported` |
/// | `stream <words>` | streams the words as pieces of one message |
/// | `wait <file>` | writes `begun` into the file, waits to be cancelled, then writes `cancelled` |
/// | `meet <n> <place>` | waits until n runs are at this place at once, then sends `met` |
/// | `fail <text>` | sends `half`, then fails with the text |
/// | `edit <text>` | sends the text and two more; takes back one, redacts one, turns them round |
/// | `value <type>` | sends an event whose data is a list |
/// | `/known` | sends `known`; the app declares the command |
/// | `count-history` | sends how many messages there are, this one included |
/// | `context` | sends what `context(20)` gives, the contents joined by a bar |
/// | `/start` | is answered by the conversation start, with `Welcome` |
///
/// Any other command fails.
public final class ContractApp {
    public static final JimsApp APP =
            new JimsApp(
                    "contract",
                    ContractApp::run,
                    context -> context.sendMessage("Welcome"),
                    Set.of("/known"));

    private static final Map<String, CountDownLatch> PLACES = new ConcurrentHashMap<>();

    private ContractApp() {}

    private static void run(ThreadContext context) throws Exception {
        String text = context.lastUserMessage().orElseThrow();
        String[] words = text.split(" ", 2);
        String argument = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case "say" -> context.sendMessage(argument);
            case "say-twice" -> {
                context.sendMessage("1 " + argument);
                context.sendMessage("2 " + argument);
            }
            case "repeat" -> repeat(context, argument);
            case "silent" -> {}
            case "buttons" -> context.sendMessage("Choose", buttons());
            case "event" -> context.send(argument, AppContract.EVENT_DATA);
            case "set" -> context.setState("contract", Map.of("value", argument));
            case "get" -> context.sendMessage(state(context));
            case "interface" ->
                    context.sendMessage(String.valueOf(context.threadConfig().get("interface")));
            case "status" -> {
                context.reportStatus(argument);
                context.sendMessage("reported");
            }
            case "stream" -> Arrays.stream(argument.split(" ")).forEach(context::stream);
            case "wait" -> awaitCancel(Path.of(argument));
            case "meet" -> meet(context, argument);
            case "fail" -> {
                context.sendMessage("half");
                throw new IllegalStateException(argument);
            }
            case "/known" -> context.sendMessage("known");
            case "count-history" -> context.sendMessage("" + context.history().size());
            case "context" -> context.sendMessage(contents(context.context(20)));
            default -> other(context, text);
        }
    }

    private static void other(ThreadContext context, String text) {
        if (!text.startsWith("btn:")) {
            throw new IllegalArgumentException("unknown command: " + text);
        }
        context.lastUserAction()
                .ifPresent(action -> context.sendMessage(action.name() + " " + action.content()));
    }

    private static void repeat(ThreadContext context, String argument) {
        String[] words = argument.split(" ", 2);
        context.sendMessage(words[1].repeat(Integer.parseInt(words[0])));
    }

    private static List<List<Button>> buttons() {
        return List.of(
                List.of(new Button("Yes", "yes"), new Button("No", "no")),
                List.of(new Button("Maybe", "maybe")));
    }

    private static String state(ThreadContext context) {
        return context.state("contract")
                .map(state -> String.valueOf(state.get("value")))
                .orElse("(none)");
    }

    private static void awaitCancel(Path file) throws IOException, InterruptedException {
        write(file, "begun");
        try {
            new CountDownLatch(1).await();
        } finally {
            write(file, "cancelled");
        }
    }

    /// By a stream that another interrupt does not close.
    private static void write(Path file, String content) throws IOException {
        try (Writer writer = new FileWriter(file.toFile(), UTF_8)) {
            writer.write(content);
        }
    }

    private static void meet(ThreadContext context, String argument) throws InterruptedException {
        String[] words = argument.split(" ", 2);
        CountDownLatch place =
                PLACES.computeIfAbsent(
                        words[1], p -> new CountDownLatch(Integer.parseInt(words[0])));
        place.countDown();
        place.await();
        context.sendMessage("met");
    }

    private static String contents(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::content).collect(Collectors.joining("|"));
    }
}
