package io.jims.browser;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.StartTracingOptions;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The tasks of a page by the processor time that they take, beside that of a fixed piece of work
/// of the same page: a slow machine, or a busy one, takes more for both. What a test asks of the
/// page meanwhile is work of it, too: locators by role look at every element.
public final class BusyTasks implements AutoCloseable {
    private static final String MARK = "jims-reference";

    /// Builds a thousand plain paragraphs and lays them out, five times.
    private static final String REFERENCE =
            """
            async () => {
              const frame = () => new Promise(requestAnimationFrame);
              const build = () => {
                performance.mark("%s");
                const box = document.createElement("div");
                for (let i = 0; i < 1000; i++) {
                  const line = document.createElement("p");
                  line.textContent = `line ${i}`;
                  box.append(line);
                }
                document.body.append(box);
                return box.offsetHeight && box;
              };
              for (let i = 0; i < 5; i++) {
                const box = await new Promise((done) => setTimeout(() => done(build())));
                await frame();
                await frame();
                box.remove();
              }
            }
            """
                    .formatted(MARK);

    private final Browser browser;
    private boolean watching = true;

    /// The longest task of the page.
    ///
    /// @param millis that it took
    /// @param reference the same of the fixed piece of work
    public record Longest(double millis, double reference) {
        public double inReferences() {
            return millis / reference;
        }
    }

    private BusyTasks(Browser browser) {
        this.browser = browser;
    }

    /// Watches from now on. The page is idle.
    static BusyTasks watch(Page page) {
        Browser browser = page.context().browser();
        browser.startTracing(
                page,
                new StartTracingOptions().setCategories(List.of("toplevel", "blink.user_timing")));
        page.evaluate(REFERENCE);
        return new BusyTasks(browser);
    }

    /// Ends the watching.
    Longest longest() {
        watching = false;
        String trace = new String(browser.stopTracing(), StandardCharsets.UTF_8);
        List<JsonObject> events =
                StreamSupport.stream(
                                new Gson()
                                        .fromJson(trace, JsonObject.class)
                                        .getAsJsonArray("traceEvents")
                                        .spliterator(),
                                false)
                        .map(JsonElement::getAsJsonObject)
                        .toList();
        List<JsonObject> marks = named(events, MARK).toList();
        String thread = threadOf(marks.getFirst());
        List<JsonObject> tasks =
                named(events, "RunTask")
                        .filter(event -> event.has("tdur") && threadOf(event).equals(thread))
                        .toList();
        Predicate<JsonObject> isReference =
                task -> marks.stream().anyMatch(mark -> holds(task, mark));
        List<Double> references =
                tasks.stream().filter(isReference).map(BusyTasks::duration).sorted().toList();
        double longest =
                tasks.stream()
                        .filter(isReference.negate())
                        .mapToDouble(BusyTasks::duration)
                        .max()
                        .orElseThrow();
        return new Longest(longest, references.get(references.size() / 2));
    }

    @Override
    public void close() {
        if (watching) {
            browser.stopTracing();
        }
    }

    private static Stream<JsonObject> named(List<JsonObject> events, String end) {
        return events.stream().filter(event -> event.get("name").getAsString().endsWith(end));
    }

    /// In milliseconds.
    private static double duration(JsonObject task) {
        return task.get("tdur").getAsDouble() / 1_000;
    }

    private static String threadOf(JsonObject event) {
        return event.get("pid") + " " + event.get("tid");
    }

    private static boolean holds(JsonObject task, JsonObject mark) {
        double since = mark.get("ts").getAsDouble() - task.get("ts").getAsDouble();
        return since >= 0 && since <= task.get("dur").getAsDouble();
    }
}
