package io.jims.store.sqlite;

import io.jims.store.DatabaseState;
import io.jims.store.StoreException;
import io.jims.store.sql.Migrations;
import io.jims.store.sqlite.file.LastWrite;
import io.jims.store.sqlite.file.NewFile;
import io.jims.store.sqlite.file.ServerLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// A database file, and how to connect to it.
final class SqliteFile {
    private static final System.Logger LOGGER = System.getLogger(SqliteFile.class.getName());

    /// Of a database that is made; one that exists keeps its own. An event changes one page of the
    /// primary key, and the write-ahead log takes whole pages: half the usual size makes a message
    /// a fifth cheaper, a quarter slows down large events.
    private static final int NEW_PAGE_BYTES = 2048;

    /// The log takes one part in so many of the room that is left at the start.
    private static final int LOG_SHARE = 16;

    private static final String OPEN = "open";

    private final Path path;
    private final SqliteOptions options;
    private final SqliteErrors errors;

    SqliteFile(Path file, SqliteOptions options) {
        this.path = file.toAbsolutePath().normalize();
        this.options = options;
        this.errors = new SqliteErrors(path);
    }

    SqliteErrors errors() {
        return errors;
    }

    /// @throws StoreException if the path cannot be that of a database this process writes
    void requireUsable() {
        String fault = fault();
        if (fault != null) {
            throw errors.explain(OPEN, fault);
        }
    }

    /// Asks for a database that is there already.
    ///
    /// @throws StoreException if there is no such file yet
    void requireMade() {
        if (!Files.exists(path)) {
            throw errors.explain(OPEN, "there is no such file; name the one that the server uses");
        }
    }

    /// Locks other servers out of the file, which is created if it is missing.
    ///
    /// @throws StoreException if another one has it
    ServerLock lock() {
        try {
            NewFile.createIfMissing(path);
            return ServerLock.take(path.toRealPath(), errors);
        } catch (IOException e) {
            throw errors.explain(OPEN, String.valueOf(e));
        }
    }

    /// The connection that writes, after the file was found sound and its schema was completed.
    Connection openForWriting() throws SQLException {
        Connection connection = connect(new SQLiteConfig());
        try (Statement statement = connection.createStatement()) {
            checkIfSmall(statement);
            statement.execute("PRAGMA page_size = " + NEW_PAGE_BYTES);
            useWriteAheadLog(statement);
            statement.execute("PRAGMA synchronous = NORMAL"); // commits are WalFlusher's to flush
            statement.execute("PRAGMA temp_store = MEMORY"); // what undoes a statement, a few pages
            statement.execute("PRAGMA secure_delete = ON"); // pages that are split leave no copies
            statement.execute("PRAGMA wal_autocheckpoint = " + checkpointPages());
            if (options.maxPages() > 0) {
                statement.execute("PRAGMA max_page_count = " + options.maxPages());
            }
            Migrations.SQLITE.run(connection, "BEGIN IMMEDIATE");
            startNewLog(statement);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// Says so if the database lacks what a server acknowledged that ended without closing it.
    void tellIfLess(Connection connection, ServerLock lock) throws SQLException {
        try {
            LastWrite last = lock.last().orElse(null);
            if (last != null && !last.isIn(connection)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "the database "
                                + path
                                + " lacks what was acknowledged last before its server was killed"
                                + " (event "
                                + last.event()
                                + " of thread "
                                + last.thread()
                                + "), and maybe more: its -wal was lost or cut short, or an older"
                                + " file is in its place. If you have both files as they were, stop"
                                + " the server and put them back together");
            }
        } catch (IOException e) {
            throw errors.explain(OPEN, "its lock file cannot be read: " + e);
        }
    }

    /// The write-ahead log that this connection writes to.
    WalFile openLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            row.next();
            return WalFile.of(path, Path.of(row.getString(1)));
        } catch (IOException e) {
            throw errors.explain(OPEN, "its write-ahead log cannot be opened: " + e);
        }
    }

    Connection openForReading() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return connect(config);
    }

    /// A connection that copies the log into the database, and waits for no lock.
    Connection openForCheckpoints() throws SQLException {
        Connection connection = connect(new SQLiteConfig());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// A connection whose commits are on disk as they return, and which overwrites with zeros what
    /// it deletes.
    Connection openForDeleting() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return connect(config);
    }

    /// What a start would do to the tables. Without a write-ahead log, the file is opened as
    /// immutable, since SQLite would otherwise create a log for its readers.
    String schema() throws SQLException {
        if (!Files.exists(path) || size() == 0) {
            return DatabaseState.NEW;
        }
        boolean hasLog = Files.exists(Path.of(path + "-wal"));
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        String url = "jdbc:sqlite:" + path.toUri() + (hasLog ? "?mode=ro" : "?immutable=1");
        try (Connection connection = config.createConnection(url.replace("file:///", "file:/"));
                Statement statement = connection.createStatement()) {
            checkIfSmall(statement);
            return isMigrated(statement)
                    ? DatabaseState.schema(Migrations.SQLITE.missing(connection))
                    : DatabaseState.NEW;
        }
    }

    private static boolean isMigrated(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT 1 FROM sqlite_master WHERE name = 'jims_widget_schema'")) {
            return row.next();
        }
    }

    private Connection connect(SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(Math.toIntExact(options.busyTimeout().toMillis()));
        config.setCacheSize(-options.cacheKib());
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /// A whole check reads the whole file, so a big one shows its damage when it is read.
    private void checkIfSmall(Statement statement) throws SQLException {
        if (size() > options.quickCheckBytes()) {
            return;
        }
        try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String result = row.next() ? row.getString(1) : "no answer";
            if (!"ok".equals(result)) {
                throw errors.explain(
                        OPEN, "the file is damaged (" + result + "); restore it from a backup");
            }
        }
    }

    private void useWriteAheadLog(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            if (!row.next() || !"wal".equals(row.getString(1))) {
                throw errors.explain(
                        OPEN, "its file system has no shared memory (WAL); use a local disk");
            }
        }
    }

    /// Checkpoints the log of a killed process: its last writes may never have reached the disk,
    /// and whatever is appended after a gap in the log would be lost with it. If other processes
    /// use the database, the log is theirs as well and stays.
    private static void startNewLog(Statement statement) throws SQLException {
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// Fewer on a small disk: what is in the log takes its room twice until it is copied.
    private int checkpointPages() {
        try {
            long share = Files.getFileStore(path).getUsableSpace() / LOG_SHARE / NEW_PAGE_BYTES;
            return Math.toIntExact(Math.clamp(share, 1, options.checkpointPages()));
        } catch (IOException e) {
            throw errors.explain(OPEN, String.valueOf(e));
        }
    }

    private long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw errors.explain(OPEN, String.valueOf(e));
        }
    }

    private @Nullable String fault() {
        Path directory = path.getParent();
        if (directory == null || Files.isDirectory(path)) {
            return "it is a directory; name a file";
        }
        if (!Files.isDirectory(directory)) {
            return "the directory " + directory + " does not exist; create it";
        }
        if (!Files.isWritable(directory)) {
            return "the directory "
                    + directory
                    + " is not writable, and SQLite keeps files beside the database; make it"
                    + " writable for this user";
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            return "the file is read-only; make it writable for this user";
        }
        return null;
    }
}
