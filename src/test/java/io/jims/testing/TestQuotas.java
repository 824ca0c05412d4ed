package io.jims.testing;

import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.store.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// No quotas but one.
public final class TestQuotas {
    private static final int NO_BOUND = 1_000_000;

    private TestQuotas() {}

    /// So many messages a minute of one visitor, all of them at once if need be.
    public static Quotas perContact(int messages) {
        return rates(perMinute(messages), null, null, null);
    }

    public static Quotas perThread(int messages) {
        return rates(null, perMinute(messages), null, null);
    }

    public static Quotas perAddress(int messages) {
        return rates(null, null, perMinute(messages), null);
    }

    public static Quotas threadsPerAddress(int threads) {
        return rates(null, null, null, perMinute(threads));
    }

    public static Quotas socketsPerAddress(int sockets) {
        return new Quotas(null, null, null, null, sockets, NO_BOUND, 0, DailyQuotas.NONE);
    }

    public static Quotas waitingRuns(int runs) {
        return new Quotas(null, null, null, null, 0, runs, 0, DailyQuotas.NONE);
    }

    public static Quotas refusals(int refusals) {
        return new Quotas(null, null, null, null, 0, NO_BOUND, refusals, DailyQuotas.NONE);
    }

    public static Quotas daily(DailyQuotas daily) {
        return new Quotas(null, null, null, null, 0, NO_BOUND, 0, daily);
    }

    private static RateLimit perMinute(int amount) {
        return new RateLimit(amount, Duration.ofMinutes(1), amount);
    }

    private static Quotas rates(
            @Nullable RateLimit contact,
            @Nullable RateLimit thread,
            @Nullable RateLimit address,
            @Nullable RateLimit threads) {
        return new Quotas(contact, thread, address, threads, 0, NO_BOUND, 0, DailyQuotas.NONE);
    }
}
