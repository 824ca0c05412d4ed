package io.jims.cli.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Suggests the right name for a misspelt one.
public final class Suggestion {
    private Suggestion() {}

    /// The most similar name; empty if none is similar enough.
    public static Optional<String> of(String misspelt, Collection<String> names) {
        return names.stream()
                .min(
                        Comparator.comparingInt((String name) -> distance(misspelt, name))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(misspelt, name) <= misspelt.length() / 4);
    }

    /// The edit distance: omitted, added, replaced, or transposed letters (optimal string
    /// alignment).
    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : least(distances, a, b, i, j);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int least(int[][] distances, String a, String b, int i, int j) {
        int mistaken = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
                Math.min(
                        distances[i - 1][j - 1] + mistaken,
                        1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
