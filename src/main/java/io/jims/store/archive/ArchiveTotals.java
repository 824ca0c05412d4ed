package io.jims.store.archive;

/// How much an archive has, or how much was taken out of it.
///
/// @param threads conversations
/// @param events what happened in them, messages included
public record ArchiveTotals(long threads, long events) {
    public static final ArchiveTotals NONE = new ArchiveTotals(0, 0);

    public ArchiveTotals plus(ArchiveTotals more) {
        return new ArchiveTotals(threads + more.threads, events + more.events);
    }

    /// As in "2 conversations with 17 events".
    @Override
    public String toString() {
        return counted(threads, "conversation") + " with " + counted(events, "event");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
