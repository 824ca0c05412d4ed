package io.jims.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.StartTracingOptions;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/// The tasks of a page by the processor time that they take, which other work of the machine does
/// not lengthen as it does the time on the clock.
final class BusyTasks {
    private final Browser browser;

    private BusyTasks(Browser browser) {
        this.browser = browser;
    }

    /// Watches from now on.
    static BusyTasks watch(Page page) {
        Browser browser = page.context().browser();
        browser.startTracing(page, new StartTracingOptions().setCategories(List.of("toplevel")));
        return new BusyTasks(browser);
    }

    /// Ends the watching.
    double longestMillis() {
        String trace = new String(browser.stopTracing(), StandardCharsets.UTF_8);
        return StreamSupport.stream(
                        new Gson()
                                .fromJson(trace, JsonObject.class)
                                .getAsJsonArray("traceEvents")
                                .spliterator(),
                        false)
                .map(event -> event.getAsJsonObject())
                .filter(event -> event.get("name").getAsString().endsWith("RunTask"))
                .filter(event -> event.has("tdur"))
                .mapToDouble(event -> event.get("tdur").getAsDouble() / 1_000)
                .max()
                .orElseThrow();
    }
}
