package io.jims.dropin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What clients send, in every form that the original makes a difference of; each once.
final class Frames {
    /// All that Python's `str.strip()` takes away.
    private static final String BLANKS =
            "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004"
                    + "\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    private static final List<String> TEXTS =
            List.of(
                    "Hello",
                    "  Hello there  ",
                    "two\nlines",
                    "\tтекст\r\n",
                    "emoji 😀 👩‍👩‍👧‍👦 🇺🇦",
                    "שלום \u200F\u202Eabc\u202C",
                    "e\u0301 ก็",
                    "\uFEFFwith a mark",
                    "\u200Bzero width\u200B",
                    "\u180Evowel\u180E",
                    "\u2060joined\u2060",
                    "controls \u0001\u0008\u007F\u009F",
                    "quotes ' \" ` \\",
                    "<b>bold</b> & <script>",
                    "/start",
                    "/help me",
                    "btn:yes",
                    "btn:",
                    " btn:padded ",
                    "btn:btn:twice",
                    "BTN:upper",
                    "fail with a reason",
                    "fail <b> \"quoted\" 😀",
                    "nothing",
                    "a".repeat(7_999));

    private static final List<String> JSON =
            List.of(
                    "null",
                    "true",
                    "false",
                    "17",
                    "-0",
                    "1.5e3",
                    "1e999",
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "- 1",
                    "NaN",
                    "-NaN",
                    "Infinity",
                    "-Infinity",
                    "+Infinity",
                    "INF",
                    "-INF",
                    "+INF",
                    "+NaN",
                    "\uFEFF{\"text\":\"a\"}",
                    "nan",
                    "None",
                    "True",
                    "[]",
                    "[1,2]",
                    "[\"Hello\"]",
                    "{}",
                    " { } ",
                    "{\"a\":1}",
                    "{\"a\":1} tail",
                    "{\"a\":1}{}",
                    "{\"text\":\"cut",
                    "{'text':'single'}",
                    "{\"text\":\"a\",}",
                    "{text:\"a\"}",
                    "// comment\n{\"text\":\"a\"}",
                    "{\"text\":\"raw\nline\"}",
                    "{\"text\":\"tab\there\"}",
                    "{\"text\":\"bad \\x escape\"}",
                    "{\"text\":\"\\u00e9\\n\\t\\/\"}",
                    "{\"text\":\"\\ud83d\\ude00\"}",
                    "\uFEFF{\"text\":\"after a mark\"}",
                    "{\"text\":\"a\",\"text\":\"b\"}",
                    "{\"text\":\"a\",\"n\":NaN}",
                    "{\"text\":\"a\",\"n\":INF}",
                    "{\"text\":\"a\",\"n\":-INF}",
                    "{\"n\":[+INF],\"text\":\"a\"}",
                    "{\"n\":{\"m\":+Infinity},\"text\":\"a\"}",
                    "{\"n\":-NaN,\"text\":\"a\"}",
                    "{\"text\":\"a\"}\uFEFF",
                    "{\"text\":\"a\",\"n\":[Infinity,-Infinity]}",
                    "{\"text\":\"a\",\"n\":" + "1".repeat(300) + "}",
                    "{\"text\":\"a\",\"n\":" + "1".repeat(2_000) + "}",
                    "{\"text\":\"a\",\"n\":" + "[".repeat(400) + "]".repeat(400) + "}",
                    "\"Hello\"",
                    "\" Hello \"",
                    "\"17\"",
                    "\"null\"",
                    "\"\\\"Hello\\\"\"",
                    "\"{\\\"text\\\":\\\" twice \\\"}\"",
                    "\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"text\\\":\\\"twice\\\"}]}\"",
                    "\"{\\\"text\\\":\"",
                    "\"btn:yes\"");

    /// As the values of `text`, `message`, `content`, and of a message's `text`.
    private static final List<String> VALUES =
            List.of(
                    "\"Hello\"",
                    "\" padded \"",
                    "\"\"",
                    "\"  \"",
                    "\"btn:yes\"",
                    "null",
                    "0",
                    "7",
                    "true",
                    "[]",
                    "[\"a\"]",
                    "{}",
                    "{\"a\":1}",
                    "NaN");

    private static final List<String> BUTTON_VALUES =
            List.of(
                    "null",
                    "0",
                    "1",
                    "-1",
                    "0.0",
                    "-0.0",
                    "1.0",
                    "0.1",
                    "1e22",
                    "1e16",
                    "1e15",
                    "1e-5",
                    "123456789012345678901",
                    "true",
                    "false",
                    "\"\"",
                    "\" \"",
                    "\"yes\"",
                    "\"btn:yes\"",
                    "\"btn:\"",
                    "\"<b>&'\\\"\"",
                    "\"😀\\n\"",
                    "[]",
                    "[1,\"a\",null,true]",
                    "{}",
                    "{\"a\":[\"it's\"]}");

    private static final List<String> BUTTONS =
            List.of(
                    "[]",
                    "null",
                    "\"text\"",
                    "{\"text\":\"A\",\"id\":\"a\"}",
                    "[{\"text\":\"A\",\"id\":\"a\"},{\"text\":\"B\",\"id\":\"b\"}]",
                    "[[{\"text\":\"A\",\"id\":\"a\"}],[{\"text\":\"B\",\"id\":\"b\"}]]",
                    "[[{\"text\":\"A\"},7,null,\"x\"],{\"text\":\"B\"}]",
                    "[{\"text\":\"A\"},[{\"text\":\"B\"}]]",
                    "[7,\"x\",null]",
                    "[{\"id\":\"a\"}]",
                    "[[]]",
                    "[[],[{\"text\":\"A\"}]]",
                    "[{\"text\":\"A\",\"callback_data\":\"cb\"}]",
                    "[{\"text\":\"A\",\"id\":\"\",\"callback_data\":\"cb\"}]",
                    "[{\"text\":\"A\",\"id\":0,\"callback_data\":\"\"}]",
                    "[{\"text\":\"\",\"id\":\"a\"}]");

    private Frames() {}

    static List<String> all() {
        Set<String> frames = new LinkedHashSet<>(TEXTS);
        frames.addAll(JSON);
        frames.add("");
        BLANKS.chars().forEach(c -> addBlank(frames, (char) c));
        VALUES.forEach(value -> addValue(frames, value));
        for (String value : BUTTON_VALUES) {
            frames.add("buttons [{\"text\":\"A\",\"id\":" + value + "}]");
            frames.add("only [{\"text\":" + value + ",\"id\":\"a\"}]");
            frames.add("contents [\"first\"," + value + "]");
        }
        BUTTONS.forEach(buttons -> {
            frames.add("buttons " + buttons);
            frames.add("only " + buttons);
        });
        frames.add("contents []");
        frames.add("contents [\"\",\"\"]");
        frames.add("contents [\" \",\"a\"]");
        return new ArrayList<>(frames);
    }

    private static void addBlank(Set<String> frames, char blank) {
        frames.add("" + blank);
        frames.add(blank + "Hello" + blank);
        frames.add("{\"text\":\"\\u%04x\"}".formatted((int) blank));
    }

    private static void addValue(Set<String> frames, String value) {
        frames.add("{\"text\":" + value + "}");
        frames.add("{\"text\":" + value + ",\"message\":\"second\"}");
        frames.add("{\"message\":" + value + ",\"content\":\"third\"}");
        frames.add("{\"content\":" + value + "}");
        frames.add("{\"messages\":[{\"role\":\"user\",\"text\":" + value + "}]}");
        frames.add(
                "{\"messages\":[{\"text\":\"first\"},{\"text\":"
                        + value
                        + "}],\"text\":\"other\"}");
        frames.add("{\"messages\":[" + value + "],\"content\":\"other\"}");
        frames.add("{\"messages\":" + value + ",\"content\":\"other\"}");
    }
}
