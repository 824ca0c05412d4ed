package io.jims.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.jims.testing.TestServer;
import java.util.ArrayList;
import java.util.List;

/// How long the panel takes from the click to its first paint, on a processor that is slowed down
/// four times, beside an empty element that a click adds to the same page.
public final class PanelOpening {
    private static final int SLOWER = 4;

    /// From the click's handlers to the frame in which this is seen has been painted.
    private static final String MEASURE =
            """
            (isSeen) => {
              window.painted = new Promise((done) => {
                addEventListener("click", () => {
                  const clicked = performance.now();
                  const look = () => requestAnimationFrame(() => {
                    if (!isSeen()) return look();
                    setTimeout(() => done(performance.now() - clicked));
                  });
                  look();
                }, { capture: true, once: true });
              });
            }
            """;

    private static final String PANEL =
            "(() => {"
                    + "const shadow = document.querySelector('jims-widget').shadowRoot;"
                    + "return () => shadow.querySelector('textarea')?.offsetHeight > 0;"
                    + "})()";
    private static final String EMPTY = "() => document.getElementById('empty')?.offsetHeight > 0";
    private static final String ADDS_EMPTY =
            """
            <button id="add">Add</button>
            <script>
              document.getElementById("add").addEventListener("click", () => {
                const empty = document.createElement("div");
                empty.id = "empty";
                empty.style.cssText = "position:fixed;inset:auto 1rem 1rem auto;width:24rem;height:40rem";
                document.body.append(empty);
              });
            </script>
            """;

    private PanelOpening() {}

    /// Times of one page, in milliseconds.
    public record Times(double panel, double empty) {}

    /// Opens so many pages, each by someone who has not been there before.
    public static List<Times> measure(int pages) {
        List<Times> times = new ArrayList<>();
        try (Chromium chromium = Chromium.start();
                Stage stage = new Stage(chromium.browser())) {
            HostPage host =
                    HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))).body(ADDS_EMPTY);
            for (int i = 0; i < pages; i++) {
                try (Visitor visitor = stage.visitor().withoutSnapshots()) {
                    times.add(times(visitor.open(host)));
                }
            }
        }
        return times;
    }

    private static Times times(WidgetPage widget) {
        Page page = widget.page();
        widget.launcher().hover(); // as a mouse does before it clicks
        page.waitForLoadState(LoadState.NETWORKIDLE);
        JsonObject slower = new JsonObject();
        slower.addProperty("rate", SLOWER);
        page.context().newCDPSession(page).send("Emulation.setCPUThrottlingRate", slower);
        double empty = painted(page, EMPTY, () -> page.locator("#add").click());
        double panel = painted(page, PANEL, () -> widget.launcher().click());
        return new Times(panel, empty);
    }

    private static double painted(Page page, String isSeen, Runnable click) {
        page.evaluate("(" + MEASURE + ")(" + isSeen + ")");
        click.run();
        return ((Number) page.evaluate("window.painted")).doubleValue();
    }
}
