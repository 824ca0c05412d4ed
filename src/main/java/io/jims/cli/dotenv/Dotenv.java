package io.jims.cli.dotenv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the variables of a `.env` file as Docker Compose does (compose-go, `dotenv`). What Compose
/// would drop without a word, or replace by nothing, is refused: text behind a closing quote, a
/// variable that is not set. `configuration.md` of the documentation states the rules. Used once,
/// by one thread.
public final class Dotenv extends Cursor {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u0085\\p{Z}]*");
    private static final Pattern EXPORT = Pattern.compile("export[ \\t]+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.\\[\\]-]+");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\x0B\\f\\r \\u0085\\u00A0]*");
    private static final Pattern REST = Pattern.compile("[^\\n]*");
    private static final Pattern LAST_SPACES = Pattern.compile("[\\s\\u0085\\p{Z}]+$");

    private final Map<String, String> environment;
    private final Map<String, String> values = new LinkedHashMap<>();
    private int statement;

    private Dotenv(String text, Map<String, String> environment) {
        super(text);
        this.environment = environment;
    }

    /// The variables that the file sets, in its order.
    ///
    /// @param environment what `$NAME` stands for before the file's own variables do
    /// @throws DotenvException for the first line that has no meaning
    public static Map<String, String> parse(byte[] content, Map<String, String> environment) {
        String text = decode(content);
        return new Dotenv(text.startsWith("\uFEFF") ? text.substring(1) : text, environment)
                .parse();
    }

    private static String decode(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer characters = CharBuffer.allocate(content.length);
        if (UTF_8.newDecoder().decode(bytes, characters, true).isError()) {
            String before = new String(content, 0, bytes.position(), UTF_8);
            throw new DotenvException(lineAt(before, before.length()), "it is not in UTF-8");
        }
        return characters.flip().toString();
    }

    private Map<String, String> parse() {
        while (true) {
            next(SPACES);
            statement = position;
            if (position == text.length()) {
                return values;
            }
            if (text.charAt(position) == '#') {
                next(REST);
            } else {
                readVariable();
            }
        }
    }

    private void readVariable() {
        next(EXPORT);
        String name = next(NAME);
        next(BLANKS);
        char end = position < text.length() ? text.charAt(position) : '\n';
        if (name.isEmpty() || (end != '=' && end != ':' && end != '\n')) {
            throw malformed("it is neither NAME=value nor a # comment");
        }
        position = Math.min(position + 1, text.length());
        if (end != '\n') { // a name alone stands for the environment's, which counts anyway
            next(BLANKS);
            values.put(name, readValue());
        }
    }

    private String readValue() {
        return switch (position < text.length() ? text.charAt(position) : '\n') {
            case '"' -> substituted(Escapes.replace(readQuoted('"')));
            case '\'' -> readQuoted('\'');
            default -> {
                String unquoted = next(REST).split(" #", 2)[0];
                yield substituted(LAST_SPACES.matcher(unquoted).replaceFirst(""));
            }
        };
    }

    /// A backslash before the quote keeps it in the value; before anything else it stays.
    private String readQuoted(char quote) {
        int end = position + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw malformed("its quote is not closed");
        }
        String quoted = text.substring(position + 1, end);
        position = end + 1;
        next(BLANKS);
        String behind = next(REST);
        if (!behind.isEmpty() && !behind.startsWith("#")) {
            throw malformed(
                    "there is text behind the closing quote; put the whole value into quotes, and"
                            + " \\ before a quote within it");
        }
        return quoted.replace("\\" + quote, String.valueOf(quote));
    }

    private String substituted(String value) {
        try {
            return new Substitution(value, this::lookUp).replace();
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> lookUp(String name) {
        return Optional.ofNullable(environment.getOrDefault(name, values.get(name)));
    }

    private DotenvException malformed(String reason) {
        return new DotenvException(lineAt(text, statement), reason);
    }

    private static int lineAt(String text, int end) {
        return 1 + (int) text.chars().limit(end).filter(character -> character == '\n').count();
    }
}
