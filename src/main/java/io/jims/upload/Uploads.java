package io.jims.upload;

import io.jims.admission.address.AddressSockets;
import io.jims.admission.address.ClientAddress;
import io.jims.core.Attachment;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadId;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import io.jims.observe.RareLine;
import io.jims.store.DailyCounts;
import io.jims.store.StoreException;
import io.jims.upload.UploadException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Visitors' files: who may upload how much, send files, and read them again. Safe for all threads.
public final class Uploads {
    /// How long a ticket and the address of a file are good for: a page that is open longer gets
    /// new ones when it connects again.
    static final Duration LIFETIME = Duration.ofHours(24);

    /// Files that one address may be uploading at once.
    static final int AT_ONCE = 4;

    private static final Logger LOGGER = System.getLogger(Uploads.class.getName());

    private final RareLine failures = new RareLine(LOGGER, Level.ERROR);
    private final UploadSettings settings;
    private final UploadDirectory directory;
    private final DailyBytes daily;
    private final InstantSource clock;
    private final AddressSockets underWay = new AddressSockets(AT_ONCE);
    private final LongAdder stored = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private Uploads(
            UploadSettings settings,
            UploadDirectory directory,
            DailyCounts counts,
            InstantSource clock) {
        this.settings = settings;
        this.directory = directory;
        this.daily = new DailyBytes(settings, counts, clock);
        this.clock = clock;
    }

    /// Opens the directory.
    ///
    /// @throws IllegalArgumentException with one line for the operator, if that cannot be used
    public static Uploads open(UploadSettings settings, DailyCounts counts, InstantSource clock) {
        try {
            UploadDirectory directory = UploadDirectory.open(settings.directory());
            return new Uploads(settings, directory, counts, clock);
        } catch (IOException e) {
            throw new IllegalArgumentException(unusable(settings, e));
        }
    }

    private static String unusable(UploadSettings settings, IOException cause) {
        return "--uploads: the directory %s cannot be used: %s"
                .formatted(settings.directory(), cause);
    }

    public UploadSettings settings() {
        return settings;
    }

    public UploadDirectory directory() {
        return directory;
    }

    public List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.UPLOADS, "stored", stored::sum),
                Metric.of(MetricName.UPLOADS, "refused", refused::sum),
                Metric.of(MetricName.UPLOADS, "failed", failed::sum),
                Metric.of(MetricName.UPLOADED_BYTES, bytes::sum));
    }

    /// A ticket for a visitor who was let in.
    ///
    /// @param expires when what proves who they are expires; null where nothing does
    public String ticketFor(String contact, @Nullable Instant expires) {
        Instant latest = clock.instant().plus(LIFETIME);
        Instant until = expires != null && expires.isBefore(latest) ? expires : latest;
        return new Ticket(contact, expires != null, until).sealed(directory.key());
    }

    /// Empty if it is not one of ours, or has expired.
    public Optional<Ticket> ticket(String sealed) {
        return Ticket.open(directory.key(), sealed, clock.instant());
    }

    /// Takes in a file of a visitor; it is on disk when this returns.
    ///
    /// @param length of the content, as it was announced
    /// @throws ChatException if the visitor has sent too much
    /// @throws UploadException if the file is not taken
    /// @throws IOException if the visitor's side failed
    /// @throws StoreException if the database cannot be asked how much there was today
    public Attachment receive(
            Ticket ticket, ClientAddress address, InputStream content, long length, String name)
            throws IOException {
        try {
            requireSize(length);
            if (!underWay.tryEnter(address)) {
                throw new ChatException(
                        ErrorCode.RATE_LIMITED,
                        "At most " + AT_ONCE + " files are taken from your network at once.",
                        Duration.ofSeconds(5));
            }
            try {
                return receiveCounted(ticket, address, content, length, name);
            } finally {
                underWay.leave(address);
            }
        } catch (ChatException e) {
            refused.increment();
            throw e;
        } catch (UploadException e) {
            (e.reason() == Reason.STORAGE ? failed : refused).increment();
            throw e;
        } catch (IOException | RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    private void requireSize(long length) {
        if (length < 1) {
            throw new UploadException(Reason.LENGTH, "The file is empty.");
        }
        if (length > settings.maxBytes()) {
            throw new UploadException(
                    Reason.SIZE,
                    "The file has %d bytes; at most %d are allowed."
                            .formatted(length, settings.maxBytes()));
        }
    }

    private Attachment receiveCounted(
            Ticket ticket, ClientAddress address, InputStream content, long length, String name)
            throws IOException {
        DailyBytes.Taken taken = daily.take(address.network(), length);
        boolean kept = false;
        try {
            UploadedFile file = directory.receive(content, length, name, ticket.owner());
            kept = true;
            stored.increment();
            bytes.add(length);
            return file.toAttachment();
        } catch (UploadException e) {
            if (e.reason() == Reason.STORAGE) {
                failures.log(
                        "files of visitors cannot be kept in %s (--uploads): %s"
                                .formatted(settings.directory(), e.getCause()),
                        null);
            }
            throw e;
        } finally {
            if (!kept) {
                giveBack(taken);
            }
        }
    }

    private static void giveBack(DailyBytes.Taken taken) {
        try {
            taken.giveBack();
        } catch (StoreException e) {
            LOGGER.log(Level.DEBUG, "The day is left with less room for files", e);
        }
    }

    /// Binds files to the thread that they are sent in.
    ///
    /// @param contact who sends them
    /// @throws ChatException `BAD_FRAME` if one of them is not there for this visitor, or if there
    ///   are too many
    /// @throws UncheckedIOException if the disk fails
    public Sent send(ThreadId thread, List<UUID> files, String contact) {
        if (files.size() > settings.maxFiles()) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "The message has %d files; at most %d are allowed."
                            .formatted(files.size(), settings.maxFiles()));
        }
        List<UUID> fresh = new ArrayList<>();
        List<Attachment> attachments = new ArrayList<>();
        Sent sent = new Sent(this, thread, fresh, attachments);
        boolean complete = false;
        try {
            for (UUID id : files) {
                UploadDirectory.Bound bound = bind(thread, id, contact);
                attachments.add(bound.file().toAttachment());
                if (bound.fresh()) {
                    fresh.add(id);
                }
            }
            complete = true;
            return sent;
        } catch (IOException e) {
            failures.log("files of visitors cannot be moved (--uploads): " + e, null);
            throw new UncheckedIOException(e);
        } finally {
            if (!complete) {
                sent.takeBack();
            }
        }
    }

    private UploadDirectory.Bound bind(ThreadId thread, UUID id, String contact)
            throws IOException {
        return directory
                .bind(thread, id, Ticket.ownerOf(contact))
                .orElseThrow(() ->
                        new ChatException(
                                ErrorCode.BAD_FRAME,
                                "A file of the message is not here any more. Please attach it"
                                        + " again."));
    }

    /// Files that were bound to a thread for a message.
    public record Sent(
            Uploads uploads, ThreadId thread, List<UUID> fresh, List<Attachment> attachments) {
        /// The message was not stored: they wait again.
        public void takeBack() {
            for (UUID id : fresh) {
                try {
                    uploads.directory.unbind(thread, id);
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, "a file stays with its thread, unsent: " + e);
                }
            }
        }
    }

    /// A key for reading a file of a thread, part of its URL: valid for a day.
    public String keyTo(ThreadId thread, UUID file) {
        return new FileAddress(thread, file, clock.instant().plus(LIFETIME))
                .sealed(directory.key());
    }

    /// The file that has this id; empty where the key is not for it, or has expired, or the file
    /// has been deleted.
    public Optional<UploadedFile> find(UUID id, String key) {
        return FileAddress.open(directory.key(), key, clock.instant())
                .filter(found -> found.file().equals(id))
                .flatMap(found -> directory.find(found.thread(), found.file()));
    }
}
