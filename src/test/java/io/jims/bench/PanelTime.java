package io.jims.bench;

import io.jims.browser.PanelOpening;
import io.jims.browser.PanelOpening.Times;
import java.util.List;

/// How long the widget's panel takes from the click to its first paint on a slow processor, beside
/// an empty element.
final class PanelTime {
    private static final int PAGES_A_ROUND = 10;
    private static final double GOAL = 1.3;

    private PanelTime() {}

    static List<Row> measure(Bench bench) {
        bench.say("opening the panel in a browser");
        List<Times> times = PanelOpening.measure(PAGES_A_ROUND * bench.rounds());
        double panel = Median.of(times, Times::panel);
        double empty = Median.of(times, Times::empty);
        return List.of(
                Row.of(
                                "opening the panel: click to first paint, processor slowed down"
                                        + " 4 times, beside an empty element",
                                "%.0f ms".formatted(panel),
                                "%.0f ms".formatted(empty),
                                Spread.number(panel / empty))
                        .withGoal("≤ " + GOAL + " times", panel / empty <= GOAL));
    }
}
