package io.jims.lifecycle;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rows of a source that are used.
///
/// @param unknown events unknown to this server, which may be meant for another service
/// @param remarks what else was left out, and why, for the operator; empty if nothing was
record Selection(Texts texts, List<String> unknown, List<String> remarks) {
    private static final int NAMED = 5;
    private static final int LONGEST_NAME = 60;

    Selection {
        unknown = List.copyOf(unknown);
        remarks = List.copyOf(remarks);
    }

    /// Takes what this server knows, within the [SourceBounds]. Of several texts for the same, the
    /// first counts.
    static Selection of(List<TextRow> rows) {
        Choice choice = new Choice();
        rows.stream().limit(SourceBounds.ROWS).forEach(choice::add);
        return choice.toSelection(rows.size() > SourceBounds.ROWS);
    }

    /// What was left out, in a few words; empty where nothing was.
    String leftOut() {
        List<String> reasons = new ArrayList<>(remarks);
        if (!unknown.isEmpty()) {
            reasons.add("not known: " + named(unknown));
        }
        return String.join("; ", reasons);
    }

    private static String named(Collection<String> events) {
        String named = events.stream().limit(NAMED).map(Selection::oneLine).collect(joining(", "));
        int others = events.size() - NAMED;
        return named + (others > 0 ? " and " + others + " more" : "");
    }

    private static String oneLine(String event) {
        return event.substring(0, Math.min(event.length(), LONGEST_NAME))
                .replaceAll("\\p{Cntrl}", " ");
    }

    private static final class Choice {
        private final Map<TextKey, String> texts = new HashMap<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private final Set<String> tooLong = new LinkedHashSet<>();
        private final Set<String> repeated = new LinkedHashSet<>();
        private int without;
        private int room = SourceBounds.ALL_TEXTS;
        private boolean isFull;

        void add(TextRow row) {
            String event = row.event();
            if (event == null || event.isBlank() || row.text() == null || row.text().isBlank()) {
                without++;
                return;
            }
            Optional<TextKey> key = TextKey.parse(event);
            if (key.isEmpty()) {
                unknown.add(event.strip());
            } else {
                add(key.get(), row.text().strip());
            }
        }

        private void add(TextKey key, String text) {
            if (text.length() > key.longestText()) {
                tooLong.add(key.event());
            } else if (texts.containsKey(key)) {
                repeated.add(key.event());
            } else if (text.length() > room) {
                isFull = true;
            } else {
                texts.put(key, text);
                room -= text.length();
            }
        }

        Selection toSelection(boolean hasMore) {
            List<String> remarks = new ArrayList<>();
            if (!tooLong.isEmpty()) {
                remarks.add(
                        "longer than "
                                + SourceBounds.TEXT
                                + " characters, or "
                                + SourceBounds.WORD
                                + " for a widget.…: "
                                + named(tooLong));
            }
            if (!repeated.isEmpty()) {
                remarks.add("said before: " + named(repeated));
            }
            if (without > 0) {
                remarks.add("rows without event or text: " + without);
            }
            if (isFull) {
                remarks.add(
                        "what would make it more than " + SourceBounds.ALL_TEXTS + " characters");
            }
            if (hasMore) {
                remarks.add("all rows behind the first " + SourceBounds.ROWS);
            }
            return new Selection(new Texts(texts), List.copyOf(unknown), remarks);
        }
    }
}
