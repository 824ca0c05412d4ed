package io.jims.store.archive;

/// The size of an archive, or of what was deleted from it.
///
/// @param threads conversations
/// @param events what happened in them, messages included
public record ArchiveTotals(long threads, long events) {
    public static final ArchiveTotals NONE = new ArchiveTotals(0, 0);

    public ArchiveTotals plus(ArchiveTotals more) {
        return new ArchiveTotals(threads + more.threads, events + more.events);
    }

    /// For example `2 conversations with 17 events`.
    @Override
    public String toString() {
        return counted(threads, "conversation") + " with " + counted(events, "event");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
