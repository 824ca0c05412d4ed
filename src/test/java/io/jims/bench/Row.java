package io.jims.bench;

/// A line of the report.
///
/// @param what is measured
/// @param ours the product's figure
/// @param beside the figure it is compared with
/// @param ratio of the two; empty where it says nothing
/// @param goal what is to hold, and whether it does; empty where there is none
/// @param missed whether there is a goal that does not hold
record Row(String what, String ours, String beside, String ratio, String goal, boolean missed) {
    static final String HEAD =
            """
            | | jims-widget | beside it | ratio | goal |
            | --- | ---: | ---: | ---: | --- |
            """;

    static Row of(String what, String ours, String beside, String ratio) {
        return new Row(what, ours, beside, ratio, "", false);
    }

    Row withGoal(String goal, boolean holds) {
        return new Row(what, ours, beside, ratio, goal + (holds ? ": yes" : ": **no**"), !holds);
    }

    String toMarkdown() {
        return "| " + String.join(" | ", what, ours, beside, ratio, goal) + " |\n";
    }
}
