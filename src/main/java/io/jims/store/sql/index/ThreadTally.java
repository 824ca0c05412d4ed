package io.jims.store.sql.index;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.store.sql.FirstCharacters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A row of `jims_widget_search` while events of its thread are indexed. Where the last of several
/// events counts, their times decide, so events may be indexed in any order, and more than once.
/// Used by one thread.
final class ThreadTally {
    private static final int QUESTION_CHARACTERS = 200;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,8}");

    private final @Nullable String contactId;
    private final long createdAt;
    private long lastAt;
    private String question = "";
    private long messages;
    private @Nullable String rating;
    private long ratedAt;
    private boolean failed;
    private long endedAt;
    private boolean human;
    private long handedAt;
    private @Nullable String lang;

    ThreadTally(@Nullable String contactId, long createdAt) {
        this.contactId = contactId;
        this.createdAt = createdAt;
        this.lastAt = createdAt;
    }

    /// Goes on from what the index has of the thread.
    ///
    /// @param row last_at to lang
    void resume(ResultSet row) throws SQLException {
        lastAt = Math.max(lastAt, row.getLong(1));
        question = row.getString(2);
        messages = row.getLong(3);
        rating = row.getString(4);
        ratedAt = row.getLong(5);
        failed = row.getInt(6) == 1;
        endedAt = row.getLong(7);
        human = row.getInt(8) == 1;
        handedAt = row.getLong(9);
        lang = row.getString(10);
    }

    /// Takes up an event.
    ///
    /// @param isNew whether it is a message that was not counted before
    void add(ThreadEvent event, long at, boolean isNew) {
        lastAt = Math.max(lastAt, at);
        if (isNew) {
            messages++;
        }
        String type = event.type();
        if (type.equals(EventTypes.USER_MESSAGE)) {
            ask(event.content());
        } else if (type.equals(EventTypes.LANGUAGE)) {
            lang = languageOf(event.text("lang"));
        } else if (type.equals(EventTypes.FEEDBACK)) {
            rate(event.text("rating"), at);
        } else if (type.equals(EventTypes.HANDOFF) && at >= handedAt) {
            handedAt = at;
            human = "human".equals(event.text("mode"));
        } else if (type.equals(EventTypes.RUN_FAILED)) {
            end(true, at);
        } else if (type.equals(EventTypes.RUN_RETRIED) || type.startsWith(EventTypes.ASSISTANT)) {
            end(false, at);
        }
    }

    private void ask(String content) {
        String line = content.strip().replaceAll("\\s+", " ");
        if (question.isEmpty()) {
            question = FirstCharacters.of(line, QUESTION_CHARACTERS);
        }
    }

    /// The first part of the tag: `de` of `de-AT`.
    private static @Nullable String languageOf(@Nullable String tag) {
        String first = tag == null ? "" : tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return LANGUAGE.matcher(first).matches() ? first : null;
    }

    private void rate(@Nullable String given, long at) {
        if (at >= ratedAt) {
            ratedAt = at;
            rating = "up".equals(given) || "down".equals(given) ? given : null;
        }
    }

    private void end(boolean isFailure, long at) {
        if (at >= endedAt) {
            endedAt = at;
            failed = isFailure;
        }
    }

    /// Writes the row.
    ///
    /// @param upsert takes the columns in their order
    void write(Connection connection, String upsert, String threadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, threadId);
            statement.setString(2, contactId);
            statement.setLong(3, createdAt);
            statement.setLong(4, lastAt);
            statement.setString(5, storable(question));
            statement.setLong(6, messages);
            statement.setString(7, rating);
            statement.setLong(8, ratedAt);
            statement.setInt(9, failed ? 1 : 0);
            statement.setLong(10, endedAt);
            statement.setInt(11, human ? 1 : 0);
            statement.setLong(12, handedAt);
            statement.setString(13, lang);
            statement.executeUpdate();
        }
    }

    /// Without what PostgreSQL has no room for in text.
    static String storable(String text) {
        return text.codePoints()
                .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
