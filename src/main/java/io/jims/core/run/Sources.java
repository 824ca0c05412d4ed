package io.jims.core.run;

import io.jims.core.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The sources of one message. Used by one thread at a time.
final class Sources {
    /// How many are listed if the text refers to none.
    static final int MAX_UNMARKED = 10;

    private final List<Source> sources = new ArrayList<>();

    /// Adds a source and returns the mark that refers to it, the same for the same address.
    String add(Source source) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).url().equals(source.url())) {
                return mark(i);
            }
        }
        sources.add(source);
        return mark(sources.size() - 1);
    }

    /// The text to append: the definitions of the sources to which the text refers; if it refers to
    /// none, the first ones and their marks. Empty without sources.
    String below(String text) {
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (text.contains(mark(i))) {
                marked.add(i);
            }
        }
        if (!marked.isEmpty() || sources.isEmpty()) {
            return marked.isEmpty() ? "" : "\n\n" + definitions(marked);
        }
        for (int i = 0; i < Math.min(sources.size(), MAX_UNMARKED); i++) {
            marked.add(i);
        }
        String marks = marked.stream().map(Sources::mark).collect(Collectors.joining(" "));
        return "\n\n" + marks + "\n\n" + definitions(marked);
    }

    void clear() {
        sources.clear();
    }

    private String definitions(List<Integer> which) {
        return which.stream()
                .map(i -> sources.get(i).define(mark(i)))
                .collect(Collectors.joining("\n"));
    }

    private static String mark(int index) {
        return "[" + (index + 1) + "]";
    }
}
