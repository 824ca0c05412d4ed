package io.jims.admission;

import io.jims.admission.budget.DailyQuotas;
import io.jims.store.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The limits on what visitors may ask; each is a flag. A null rate or a 0 means no limit.
///
/// @param messagesPerContact messages of one visitor
/// @param messagesPerThread messages of one conversation, by all its visitors
/// @param messagesPerAddress messages from one network address
/// @param threadsPerAddress conversations that one address begins
/// @param socketsPerAddress open sockets of one address
/// @param waitingRuns conversations that may wait for one of the runs (`--max-runs`)
/// @param refusals of one socket, beyond one a second, before it is closed
/// @param daily what a day may cost
public record Quotas(
        @Nullable RateLimit messagesPerContact,
        @Nullable RateLimit messagesPerThread,
        @Nullable RateLimit messagesPerAddress,
        @Nullable RateLimit threadsPerAddress,
        int socketsPerAddress,
        int waitingRuns,
        int refusals,
        DailyQuotas daily) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// The defaults of the command line.
    public static final Quotas DEFAULT =
            new Quotas(
                    new RateLimit(30, MINUTE, 10),
                    new RateLimit(30, MINUTE, 10),
                    new RateLimit(300, MINUTE, 60),
                    new RateLimit(60, Duration.ofHours(1), 20),
                    256,
                    1_024,
                    100,
                    DailyQuotas.DEFAULT);

    /// No limits but memory.
    public static final Quotas NONE =
            new Quotas(null, null, null, null, 0, 1_000_000, 0, DailyQuotas.NONE);

    public Quotas {
        if (Math.min(socketsPerAddress, refusals) < 0) {
            throw new IllegalArgumentException(
                    "no limit is below 0: " + socketsPerAddress + ", " + refusals);
        }
        if (waitingRuns < 0) {
            throw new IllegalArgumentException("waitingRuns must be 0 or more: " + waitingRuns);
        }
    }
}
