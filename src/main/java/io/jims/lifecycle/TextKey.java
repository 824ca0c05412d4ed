package io.jims.lifecycle;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The key of a text.
///
/// @param name known to this server: `welcome`, `widget.send`
/// @param language of its visitors, such as `pt-br`; empty for all
record TextKey(String name, String language) {
    /// Answers that command where the app does not.
    static final String START = "/start";

    static final String UNKNOWN_COMMAND = "fallback_unknown_command";

    /// The front end's names for its words: those of `static/src/words/launcher.ts`, then those of
    /// `words.ts` there, whose errors have their codes; then those of `handoff.ts` and `files.ts`.
    private static final String WORDS =
            """
            open close unread
            title greeting placeholder field send stop newConversation copy copied copyFailed
            copyCode expand showMore goodAnswer badAnswer whatIsWrong thanks sources yes no
            retry jumpToNewest messages you assistant connecting reconnecting offline waiting sending
            tryNow answering answered stopped ignored conversations conversationStarted characters
            tooMany imageBlocked retryIn possibleIn
            empty too_long busy rate_limited quota unauthorized forbidden overloaded timeout
            pipeline bad_frame shutting_down unanswered unreachable no_token
            handoff handoffHuman handoffName handoffAssistant handoffTyping
            attach files removeFile uploadFailed wrongFileType fileTooLarge tooManyFiles
            """;

    private static final String OTHERS =
            """
            welcome session_reset legal_disclaimer
            starter.1 starter.2 starter.3 starter.4 starter.5 starter.6
            """;

    private static final String WORD_PREFIX = "widget.";
    private static final String STARTER_PREFIX = "starter.";
    private static final Pattern FORM = Pattern.compile("([^@\\s]+)(?:@([A-Za-z0-9_-]{1,35}))?");

    /// The keys that are sent to the widget.
    static final Set<String> SHOWN =
            Stream.concat(
                            Stream.of(OTHERS.strip().split("\\s+")),
                            Stream.of(WORDS.strip().split("\\s+")).map(WORD_PREFIX::concat))
                    .collect(Collectors.toUnmodifiableSet());

    /// The key that is written so, `welcome` or `welcome@pt-BR`; empty for one that is not known.
    static Optional<TextKey> parse(String event) {
        Matcher form = FORM.matcher(event.strip());
        if (!form.matches() || !isKnown(form.group(1))) {
            return Optional.empty();
        }
        String language = form.group(2);
        return Optional.of(new TextKey(form.group(1), language == null ? "" : tag(language)));
    }

    /// A language tag as it is compared: in lower case, with hyphens.
    static String tag(String language) {
        return language.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As it is written.
    String event() {
        return language.isEmpty() ? name : name + "@" + language;
    }

    int longestText() {
        boolean isShort = name.startsWith(WORD_PREFIX) || name.startsWith(STARTER_PREFIX);
        return isShort ? SourceBounds.WORD : SourceBounds.TEXT;
    }

    private static boolean isKnown(String name) {
        return SHOWN.contains(name) || name.equals(START) || name.equals(UNKNOWN_COMMAND);
    }
}
