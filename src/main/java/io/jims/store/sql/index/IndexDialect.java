package io.jims.store.sql.index;

import io.jims.store.sql.Reader.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// The part of the index that differs between the databases. Safe for all threads.
public interface IndexDialect {
    /// The last position of the feed that the webhook no longer needs; the feed's end if there is
    /// no webhook.
    String TOLD =
            """
            coalesce(
                (SELECT min(told.position) FROM
                    (SELECT position FROM jims_widget_webhook
                     UNION ALL
                     SELECT position - 1 FROM jims_widget_webhook_held) AS told),
                9223372036854775807)
            """;

    /// Makes ready what [#next] needs, before the first of them.
    void prepare();

    /// Whether there may be something to take up; cheap.
    boolean hasNews();

    <T> T read(Query<T> work);

    /// Runs work in a transaction of its own.
    <T> T write(Query<T> work);

    /// The first events that are not indexed, in the database's own order; empty while another
    /// process is indexing.
    ///
    /// @param connection of [#write]
    List<NewEvent> next(Connection connection, int limit) throws SQLException;

    /// Marks the last events of [#next] as indexed and adds them to the feed; deletes what is too
    /// old for that.
    ///
    /// @param connection of [#write]
    void advance(Connection connection, List<NewEvent> events) throws SQLException;

    /// Puts a message's words into the index, unless it is there.
    ///
    /// @param connection of [#write]
    /// @return whether it was not
    boolean addWords(Connection connection, NewEvent message, Collection<String> words)
            throws SQLException;

    /// What [Words#matching] takes to find these words.
    String pattern(List<String> words);

    /// Whether a word that is looked for is found by those that begin with it, too.
    static boolean isBeginning(String word) {
        return SearchWords.isBeginning(word);
    }

    Words words();

    /// SQL that differs.
    ///
    /// @param id a thread's or event's id as a parameter
    /// @param thread contact and time of creation of a thread, for its id; keeps it from being
    ///   erased until the end of the transaction
    /// @param matching thread ids of the newest messages with a pattern's words, for the pattern
    ///   and the most of them
    /// @param time of an event `e`, as it is ordered
    /// @param now the database's clock, in microseconds since 1970
    record Words(String id, String thread, String matching, String time, String now) {}
}
