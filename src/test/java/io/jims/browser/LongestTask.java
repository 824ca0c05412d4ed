package io.jims.browser;

import com.microsoft.playwright.Page;

/// How long a page was deaf at most: its longest task without a break.
final class LongestTask {
    /// To be run before the page's own scripts.
    static final String WATCH =
            """
            window.longestTask = 0;
            new PerformanceObserver((list) => {
              for (const { duration } of list.getEntries()) {
                window.longestTask = Math.max(window.longestTask, duration);
              }
            }).observe({ entryTypes: ["longtask"] });
            """;

    private LongestTask() {}

    static double millis(Page page) {
        return ((Number) page.evaluate("window.longestTask")).doubleValue();
    }
}
