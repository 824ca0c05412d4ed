package io.jims.cli.dotenv;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The escape sequences within double quotes: those of a shell's `echo`. Others stay as they are.
final class Escapes {
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:([abfnrtv$\"\\\\])|0([0-3][0-7]{2}))");

    private Escapes() {}

    static String replace(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(meaning(match)));
    }

    private static String meaning(MatchResult match) {
        if (match.group(1) == null) {
            return Character.toString(Integer.parseInt(match.group(2), 8));
        }
        return switch (match.group(1)) {
            case "a" -> "\u0007";
            case "b" -> "\b";
            case "f" -> "\f";
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "v" -> "\u000B";
            case "$" -> "$$"; // which the substitution takes for one
            default -> match.group(1);
        };
    }
}
