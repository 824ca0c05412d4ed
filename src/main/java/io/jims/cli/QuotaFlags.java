package io.jims.cli;

import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.store.RateLimit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the flags that say how much visitors may ask for.
public record QuotaFlags(Function<Flag, SettingValue> values) {
    private static final int MILLION = 1_000_000;
    private static final long MAX_DAILY = 1_000_000_000_000L;

    /// Reads the settings.
    ///
    /// @throws UsageException for the first value that is not allowed
    public Quotas read() {
        return new Quotas(
                rate(Flag.MESSAGES_PER_CONTACT, Flag.CONTACT_BURST),
                rate(Flag.MESSAGES_PER_THREAD, Flag.THREAD_BURST),
                rate(Flag.MESSAGES_PER_ADDRESS, Flag.ADDRESS_BURST),
                rate(Flag.THREADS_PER_ADDRESS, Flag.THREADS_BURST),
                number(Flag.SOCKETS_PER_ADDRESS),
                values.apply(Flag.MAX_WAITING_RUNS).toInt(0, MILLION),
                number(Flag.MAX_REFUSALS),
                new DailyQuotas(
                        daily(Flag.DAILY_MESSAGES),
                        daily(Flag.DAILY_TOKENS),
                        daily(Flag.DAILY_MESSAGES_PER_CONTACT),
                        daily(Flag.DAILY_TOKENS_PER_CONTACT)));
    }

    private @Nullable RateLimit rate(Flag rate, Flag burst) {
        int atOnce = values.apply(burst).toInt(1, MILLION);
        return values.apply(rate).toRate(atOnce).orElse(null);
    }

    private int number(Flag flag) {
        return Math.toIntExact(values.apply(flag).toQuota(MILLION));
    }

    private long daily(Flag flag) {
        return values.apply(flag).toQuota(MAX_DAILY);
    }
}
