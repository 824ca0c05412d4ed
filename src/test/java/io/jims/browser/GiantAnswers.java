package io.jims.browser;

import static java.util.stream.Collectors.toMap;

import io.jims.core.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Answers that are far longer than anyone reads, and what they cost the page around the chat.
public final class GiantAnswers {
    /// With this the answers end.
    static final String END = "END-OF-ANSWER";

    private static final Map<String, String> TEXTS =
            Map.of(
                    "columns",
                            "|a".repeat(500)
                                    + "\n"
                                    + "|-".repeat(500)
                                    + "\n"
                                    + "|b\n".repeat(1_000),
                    "a million characters", "lorem ipsum ".repeat(90_000),
                    "fences", "```\n".repeat(10_000),
                    "headings", "# a\n".repeat(10_000),
                    "short lines", "short line\n".repeat(20_000),
                    "items", "- a\n".repeat(10_000),
                    "cells",
                            "|a".repeat(50)
                                    + "\n"
                                    + "|-".repeat(50)
                                    + "\n"
                                    + ("|b".repeat(50) + "\n").repeat(1_000),
                    "one line", "lorem ipsum *dolor* ".repeat(20_000));

    /// By their names.
    static final Map<String, String> ALL =
            TEXTS.entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, giant -> giant.getValue() + "\n\n" + END));

    /// Waits for an answer without work of its own for the page, and asks for so many portions of
    /// it; gives the most elements that were made in one task.
    private static final String READ =
            """
            async ([end, portions]) => {
              const shadow = document.querySelector("jims-widget").shadowRoot;
              const until = async (done) => {
                while (!done()) await new Promise(requestAnimationFrame);
              };
              const count = () => shadow.querySelectorAll(".assistant *").length;
              const more = () => shadow.querySelector(".assistant .more");
              const isOver = () => shadow.querySelector(".log").textContent.includes(end);
              let most = 0;
              new MutationObserver((records) => {
                const made = records.flatMap(({ addedNodes }) => [...addedNodes])
                    .filter((node) => node instanceof Element && node.isConnected);
                const sizes = made.map((node) => 1 + node.querySelectorAll("*").length);
                most = Math.max(most, sizes.reduce((sum, size) => sum + size, 0));
              }).observe(shadow, { childList: true, subtree: true });
              await until(() => isOver() || more());
              for (let portion = 1; portion < portions && !isOver(); portion++) {
                const before = count();
                more().click();
                await until(() => isOver() || (count() > before && more()));
              }
              return most;
            }
            """;

    private GiantAnswers() {}

    /// What reading it costs the page.
    ///
    /// @param elements the most that one task made
    public record Cost(BusyTasks.Longest longest, int elements) {}

    /// Reads each of them, two portions long, in a browser of its own.
    ///
    /// @return what they cost, by their names, in their order
    public static Map<String, Cost> readAll() {
        Map<String, Cost> costs = new TreeMap<>();
        try (Chromium chromium = Chromium.start()) {
            ALL.forEach((name, answer) -> {
                try (Stage stage = new Stage(chromium.browser())) {
                    costs.put(name, read(stage, context -> context.sendMessage(answer), 2));
                }
            });
        }
        return costs;
    }

    /// Asks a question, and for so many portions of the answer.
    static Cost read(Stage stage, Pipeline pipeline, int portions) {
        Visitor visitor = stage.visitor().withoutSnapshots();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(stage.serve(pipeline)))).open();
        try (BusyTasks tasks = BusyTasks.watch(page.page())) {
            // Watching before there is an answer, however soon that comes.
            page.page()
                    .evaluate(
                            "all => void (window.read = (" + READ + ")(all))",
                            List.of(END, portions));
            page.say("Hi");
            Object most = page.page().evaluate("window.read");
            return new Cost(tasks.longest(), ((Number) most).intValue());
        }
    }
}
