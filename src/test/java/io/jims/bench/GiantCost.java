package io.jims.bench;

import io.jims.browser.GiantAnswers;
import io.jims.browser.GiantAnswers.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// For how long a giant answer holds up the page that the chat is on, beside a task of the same
/// page that builds and lays out 1,000 paragraphs.
final class GiantCost {
    /// 100 ms on a quiet machine of two cores, where that takes 14.
    private static final double GOAL_RATIO = 7;

    private GiantCost() {}

    static List<Row> measure(Bench bench) {
        bench.say("reading giant answers in a browser");
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Cost> giant : GiantAnswers.readAll().entrySet()) {
            double ratio = giant.getValue().longest().inReferences();
            rows.add(
                    Row.of(
                                    "longest task of the page for a giant answer: %s"
                                            .formatted(giant.getKey()),
                                    "%.0f ms".formatted(giant.getValue().longest().millis()),
                                    "%.0f ms".formatted(giant.getValue().longest().reference()),
                                    "%.1f".formatted(ratio))
                            .withGoal("≤ %.0f times".formatted(GOAL_RATIO), ratio <= GOAL_RATIO));
        }
        return rows;
    }
}
