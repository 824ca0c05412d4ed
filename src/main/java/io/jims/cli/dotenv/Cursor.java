package io.jims.cli.dotenv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that is read from its beginning on. Used by one thread.
abstract class Cursor {
    final String text;
    int position;

    Cursor(String text) {
        this.text = text;
    }

    /// Takes what matches here, which may be nothing.
    final String next(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        position = matcher.end();
        return matcher.group();
    }
}
