package io.jims.app.demo;

import io.jims.core.Button;
import io.jims.core.PageActionException;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Shows one feature of the widget for each word or click. Its memory is the thread's state, so it
/// is safe for all threads.
final class DemoPipeline implements Pipeline {
    private static final String NAME_STATE = "demo_name";
    private static final String COUNT_STATE = "demo_count";
    private static final Pattern MY_NAME =
            Pattern.compile("(?i)my name is\\s+([\\p{L}\\p{N}' -]{1,40}?)\\s*[.!]*");

    private static final List<List<Button>> MENU =
            List.of(
                    List.of(new Button("Formatted text", "format"), new Button("Count", "count")),
                    List.of(new Button("A slow answer", "slow"), new Button("An error", "error")));

    private static final String FORMATTED =
            """
            Answers are **Markdown**: *emphasis*, `code`, and

            - lists
            - [links](https://commonmark.org/help/)
            - blocks of code:

            ```java
            context.sendMessage("Hello!");
            ```
            """;

    private static final String SOURCED =
            """
            Answers can say what they are based on [1], and what that is written in [2].

            [1]: https://spec.commonmark.org/current/#link-reference-definitions "CommonMark"
            [2]: https://en.wikipedia.org/wiki/Markdown "Markdown in Wikipedia"
            """;

    /// What the demo page offers.
    private static final String HIGHLIGHT = "highlight";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_HIGHLIGHT =
            """
            I could mark the title of this page, if I were allowed to. Start the server with \
            `--client-tools tools.json`, and in that file

            ```json
            [{"name": "highlight", "description": "Marks the title of the page", "confirm": "May I mark the title?"}]
            ```
            """;

    private static final String NO_PERSON =
            """
            A person could answer you, if there were a place to do so. Start the server with \
            `--admin-token`, a long random text, and open the operator's pages on port 8002.
            """;

    private static final String FILES =
            """
            Attach a picture or a PDF to your next message, by the button before the text field, and I tell you what \
            arrived. Where there is no such button, the server takes no files: start it with `--uploads uploads`, a \
            directory.
            """;

    private static final List<String> SLOW_PIECES =
            Pattern.compile("(?<= )")
                    .splitAsStream(
                            "This answer took its time. The app streamed it in pieces, as an"
                                    + " AI model writes.")
                    .toList();

    private final Duration slowAnswer;

    DemoPipeline(Duration slowAnswer) {
        this.slowAnswer = slowAnswer;
    }

    @Override
    public void run(ThreadContext context) throws InterruptedException {
        String text = context.lastUserMessage().orElse("").strip();
        if (!context.attachments().isEmpty()) {
            tellFiles(context);
            return;
        }
        Matcher myName = MY_NAME.matcher(text);
        if (myName.matches()) {
            remember(context, myName.group(1).strip());
            return;
        }
        switch (word(text)) {
            case "format", "markdown" -> context.sendMessage(FORMATTED, MENU);
            case "sources" -> context.sendMessage(SOURCED, MENU);
            case "page" -> markThePage(context);
            case "where" -> tellWhere(context);
            case "person" -> callPerson(context);
            case "files" -> context.sendMessage(FILES);
            case "count" -> count(context);
            case "slow" -> answerSlowly(context);
            case "error" -> throw new IllegalStateException("this is what a failure looks like");
            case "hello", "hi", "help", "start", "buttons" -> greet(context);
            default ->
                    context.sendMessage(
                            "I am only a demo, "
                                    + name(context).orElse("friend")
                                    + ". I know these, and *my name is …*:",
                            MENU);
        }
    }

    void greet(ThreadContext context) {
        String name = name(context).map(known -> ", " + known).orElse("");
        context.sendMessage(
                "**Hello"
                        + name
                        + "!** I am the demo of this chat. Try a button, or tell me: *my name is"
                        + " …*",
                MENU);
    }

    private static String word(String text) {
        String word = text.startsWith(Button.CLICK) ? text.substring(Button.CLICK.length()) : text;
        return word.replaceAll("[/.!?]", "").toLowerCase(Locale.ROOT);
    }

    private static void remember(ThreadContext context, String name) {
        context.setState(NAME_STATE, Map.of("name", name));
        context.sendMessage("Nice to meet you, " + name + ". I will remember that in this chat.");
    }

    private static Optional<String> name(ThreadContext context) {
        return context.state(NAME_STATE)
                .flatMap(state -> Optional.ofNullable(state.get("name")))
                .map(Object::toString);
    }

    private static void count(ThreadContext context) {
        Object counted =
                context.state(COUNT_STATE).map(state -> state.getOrDefault("count", 0)).orElse(0);
        int count = counted instanceof Number number ? number.intValue() + 1 : 1;
        context.setState(COUNT_STATE, Map.of("count", count));
        context.sendMessage(
                "You have asked me to count **" + count + "** time" + (count == 1 ? "." : "s."),
                List.of(List.of(new Button("Once more", "count"))));
    }

    private static void tellWhere(ThreadContext context) {
        String told =
                context.page().entrySet().stream()
                        .map(fact -> "\n- " + fact.getKey() + ": `" + fact.getValue() + "`")
                        .collect(Collectors.joining());
        context.sendMessage(
                told.isEmpty()
                        ? "Your page tells me nothing of itself."
                        : "Your page tells me this. I take it for a hint, not for the truth:\n"
                                + told);
    }

    private static void tellFiles(ThreadContext context) {
        String files =
                context.attachments().stream()
                        .map(file -> "\n- `" + file.type() + "`, " + file.size() + " bytes")
                        .collect(Collectors.joining());
        context.sendMessage("I have got, and only looked at the first bytes:\n" + files, MENU);
    }

    private static void callPerson(ThreadContext context) {
        if (context.canHandOff()) {
            context.handOff("asked for by the word person");
            context.sendMessage(
                    "A person answers you from now on, until they give you back to me.");
        } else {
            context.sendMessage(NO_PERSON);
        }
    }

    private static void markThePage(ThreadContext context) throws InterruptedException {
        try {
            Object marked = context.call(HIGHLIGHT, Map.of(), PATIENCE);
            context.sendMessage("Your page says: " + marked);
        } catch (PageActionException e) {
            context.sendMessage(
                    e.reason() == PageActionException.Reason.UNAVAILABLE
                            ? NO_HIGHLIGHT
                            : "Your page did not do it: " + e.getMessage());
        }
    }

    private void answerSlowly(ThreadContext context) throws InterruptedException {
        Duration pause = slowAnswer.dividedBy(SLOW_PIECES.size() + 1);
        context.reportStatus("Thinking about it …");
        Thread.sleep(pause);
        for (String piece : SLOW_PIECES) {
            Thread.sleep(pause);
            context.stream(piece);
        }
    }
}
