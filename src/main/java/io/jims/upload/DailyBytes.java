package io.jims.upload;

import io.jims.admission.rate.WaitingTime;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Sha256;
import io.jims.store.DailyCounts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/// The daily volume (UTC) of uploads, counted for all replicas before a file is read. Safe for all
/// threads.
final class DailyBytes {
    /// What a file counts at least: ten thousand tiny ones cost a disk as much as large ones.
    static final long LEAST = 64 * 1024;

    private static final UUID ALL = Sha256.uuid("upload bytes");

    private final UploadSettings settings;
    private final DailyCounts counts;
    private final InstantSource clock;

    DailyBytes(UploadSettings settings, DailyCounts counts, InstantSource clock) {
        this.settings = settings;
        this.counts = counts;
        this.clock = clock;
    }

    /// Counts a file.
    ///
    /// @param network where it comes from
    /// @return what gives it back, should it not be kept
    /// @throws ChatException `QUOTA` if the day has no room for it
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    Taken take(String network, long bytes) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        long counted = Math.max(LEAST, bytes);
        UUID address = Sha256.uuid("upload bytes from " + network);
        if (!count(address, today, counted, settings.dailyBytesPerAddress())) {
            throw exceeded("Your network has uploaded as much as is taken in a day.", now);
        }
        if (!count(ALL, today, counted, settings.dailyBytes())) {
            giveBack(address, today, counted, settings.dailyBytesPerAddress());
            throw exceeded("As much as is taken in a day has been uploaded already.", now);
        }
        return () -> {
            giveBack(ALL, today, counted, settings.dailyBytes());
            giveBack(address, today, counted, settings.dailyBytesPerAddress());
        };
    }

    /// Undoes it.
    interface Taken {
        /// Takes the file out of the day's count.
        ///
        /// @throws io.jims.store.StoreException if the database does not take it
        void giveBack();
    }

    private boolean count(UUID counter, LocalDate day, long bytes, long limit) {
        if (limit == 0) {
            return true;
        }
        long added = counts.add(counter, day, bytes, limit).added();
        if (added < bytes) {
            giveBack(counter, day, added, limit);
        }
        return added == bytes;
    }

    private void giveBack(UUID counter, LocalDate day, long bytes, long limit) {
        if (limit > 0 && bytes > 0) {
            counts.giveBack(counter, day, bytes);
        }
    }

    private static ChatException exceeded(String reason, Instant now) {
        return new ChatException(
                ErrorCode.QUOTA,
                reason + " Please come back after midnight UTC.",
                WaitingTime.untilMidnight(now));
    }
}
