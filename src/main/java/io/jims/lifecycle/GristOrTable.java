package io.jims.lifecycle;

import static java.lang.System.Logger.Level.WARNING;

import org.jspecify.annotations.Nullable;

/// Grist, and until it has answered once the table that Vedana's ETL fills from it. Later the last
/// good words of Grist are as new as those of the table.
final class GristOrTable implements TextSource {
    private static final System.Logger LOG = System.getLogger(GristOrTable.class.getName());

    private final TextSource grist;
    private final TextTable table;
    private final TextSource rows;
    private boolean answered;
    private boolean warned;

    GristOrTable(TextSource grist, TextTable table) {
        this.grist = grist;
        this.table = table;
        this.rows = new TableSource(table);
    }

    @Override
    public String description() {
        return grist.description();
    }

    @Override
    public Reading read(@Nullable String version) {
        try {
            Reading reading = grist.read(version);
            answered = true;
            return reading;
        } catch (SourceException e) {
            if (answered || !isThere()) {
                throw e;
            }
            Reading reading = readTable(e);
            warn(e);
            return reading;
        }
    }

    @Override
    public void close() {
        grist.close();
    }

    private boolean isThere() {
        try {
            return table.exists();
        } catch (SourceException e) {
            return false;
        }
    }

    private Reading readTable(SourceException ofGrist) {
        try {
            return rows.read(null);
        } catch (SourceException e) {
            ofGrist.addSuppressed(e);
            throw ofGrist;
        }
    }

    private void warn(SourceException ofGrist) {
        if (!warned) {
            warned = true;
            LOG.log(
                    WARNING,
                    "{0} (--lifecycle) gives no texts, so those of {1} are used until it does: {2}",
                    description(),
                    rows.description(),
                    ofGrist.getMessage());
        }
    }
}
