package io.jims.store.postgres.replicas;

/// The notification channel of the servers on one database. A payload is the sender's name,
/// `stored` and the threads' ids; or the sender's name, a thread's id and a note about it.
public final class NewsChannel {
    public static final String NAME = "jims_widget";

    static final String STORED = "stored";

    private NewsChannel() {}

    /// How a notification of what was stored begins; ids follow, with blanks between them.
    ///
    /// @param sender names the process
    public static String storedBy(String sender) {
        return sender + " " + STORED + " ";
    }
}
