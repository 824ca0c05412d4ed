package io.jims.cli.dotenv;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Replaces the variables in a text: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`,
/// `${NAME:?message}`, `${NAME?message}`, `${NAME:+other}` and `${NAME+other}`, in which defaults
/// may hold variables again, and `$$` for a dollar sign. Any other `$` stays. Used once.
public final class Substitution extends Cursor {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern OPERATOR = Pattern.compile(":?[-+?]");

    private final Function<String, Optional<String>> variables;

    public Substitution(String text, Function<String, Optional<String>> variables) {
        super(text);
        this.variables = variables;
    }

    /// The text with its variables replaced.
    ///
    /// @throws IllegalArgumentException if a variable is not set or a brace not closed
    public String replace() {
        StringBuilder replaced = new StringBuilder();
        while (position < text.length()) {
            char character = text.charAt(position++);
            replaced.append(character == '$' ? dollar() : character);
        }
        return replaced.toString();
    }

    private String dollar() {
        if (text.startsWith("$", position)) {
            position++;
            return "$";
        }
        if (text.startsWith("{", position)) {
            position++;
            return braced();
        }
        String name = next(NAME);
        return name.isEmpty() ? "$" : required(name);
    }

    private String braced() {
        String name = next(NAME);
        String operator = next(OPERATOR);
        String word = untilBrace();
        if (name.isEmpty() || (operator.isEmpty() && !word.isEmpty())) {
            throw new IllegalArgumentException(
                    "${…} must hold a variable's name; write $$ for a dollar sign, or use single"
                            + " quotes");
        }
        if (operator.isEmpty()) {
            return required(name);
        }
        Optional<String> value = variables.apply(name);
        boolean counts = value.isPresent() && (operator.length() == 1 || !value.get().isEmpty());
        return switch (operator.charAt(operator.length() - 1)) {
            case '-' -> counts ? value.orElseThrow() : nested(word);
            case '+' -> counts ? nested(word) : "";
            default -> value.filter(any -> counts).orElseThrow(() -> missing(name, ""));
        };
    }

    private String nested(String word) {
        return new Substitution(word, variables).replace();
    }

    /// What stands before the brace that closes the one before.
    private String untilBrace() {
        int begin = position;
        int open = 1;
        while (position < text.length()) {
            char character = text.charAt(position++);
            open += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (open == 0) {
                return text.substring(begin, position - 1);
            }
        }
        throw new IllegalArgumentException("its ${ has no }");
    }

    private String required(String name) {
        return variables
                .apply(name)
                .orElseThrow(
                        () -> missing(name, "; for a dollar sign write $$, or use single quotes"));
    }

    private static IllegalArgumentException missing(String name, String advice) {
        return new IllegalArgumentException("the variable " + name + " is not set" + advice);
    }
}
