package io.jims.admission.budget;

import io.jims.admission.rate.WaitingTime;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import io.jims.store.DailyCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The budget of a day (UTC): messages, and tokens of language models. Safe for all threads.
///
/// Messages are counted before they are accepted. Tokens are known only once they are spent, so the
/// message that exceeds the limit is still answered, and so are those in progress at that time.
public final class DailyBudget {
    private final DailyQuotas quotas;
    private final InstantSource clock;
    private final QuotaCounters messages;
    private final UsageCounters tokens;

    public DailyBudget(DailyQuotas quotas, DailyCounts counts, InstantSource clock) {
        this.quotas = quotas;
        this.clock = clock;
        this.messages = new QuotaCounters(counts);
        this.tokens = new UsageCounters(counts, clock);
    }

    /// Counts a message.
    ///
    /// @throws ChatException `QUOTA` if the day's budget is used up
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admit(Payer payer) {
        Instant now = clock.instant();
        LocalDate today = today(now);
        if (isSpent(payer.tokens(), quotas.tokensPerContact(), today)
                || isTaken(payer.messages(), quotas.messagesPerContact(), today)) {
            throw exceeded("You have sent as much as is answered in a day.", now);
        }
        String network = payer.network();
        if (network != null && isShareUsedUp(network, today)) {
            throw exceeded("Your network has sent as much as is answered in a day.", now);
        }
        if (isSpent(CounterKey.TOKENS, quotas.tokens(), today)
                || isTaken(CounterKey.MESSAGES, quotas.messages(), today)) {
            throw exceeded("As much as is answered in a day has been asked already.", now);
        }
    }

    /// Counts what an answer cost. Does not wait for the database, which is updated soon after.
    public void spend(Payer payer, long amount) {
        LocalDate today = today(clock.instant());
        if (quotas.tokensPerContact() > 0) {
            tokens.add(payer.tokens(), today, amount);
        }
        if (quotas.tokensPerAddress() > 0 && payer.network() != null) {
            tokens.add(CounterKey.tokensFrom(payer.network()), today, amount);
        }
        if (quotas.tokens() > 0) {
            tokens.add(CounterKey.TOKENS, today, amount);
        }
    }

    /// Stores what was spent, and returns what this process had reserved. Later messages reserve
    /// again.
    ///
    /// @throws io.jims.store.StoreException if the database does not take it; the rest is lost
    public void giveBack() {
        try {
            messages.giveBack();
        } finally {
            tokens.storeAll();
        }
    }

    /// Loads what today has cost so far, for the metrics.
    ///
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void read() {
        LocalDate today = today(clock.instant());
        messages.read(CounterKey.MESSAGES, today);
        tokens.total(CounterKey.TOKENS, today);
    }

    /// What today has cost all visitors, as far as this replica knows, and the limits.
    public List<Metric> metrics() {
        return List.of(
                Metric.of(
                        MetricName.DAILY_MESSAGES,
                        () -> messages.known(CounterKey.MESSAGES, today(clock.instant()))),
                Metric.of(MetricName.DAILY_MESSAGES_LIMIT, quotas::messages),
                Metric.of(
                        MetricName.DAILY_TOKENS,
                        () -> tokens.known(CounterKey.TOKENS, today(clock.instant()))),
                Metric.of(MetricName.DAILY_TOKENS_LIMIT, quotas::tokens));
    }

    private boolean isShareUsedUp(String network, LocalDate today) {
        return isSpent(CounterKey.tokensFrom(network), quotas.tokensPerAddress(), today)
                || isTaken(CounterKey.messagesFrom(network), quotas.messagesPerAddress(), today);
    }

    private boolean isSpent(CounterKey key, long limit, LocalDate today) {
        return limit > 0 && tokens.total(key, today) >= limit;
    }

    private boolean isTaken(CounterKey key, long limit, LocalDate today) {
        return limit > 0 && !messages.tryTake(key, today, limit);
    }

    private static ChatException exceeded(String reason, Instant now) {
        Duration wait = WaitingTime.rounded(WaitingTime.untilMidnight(now));
        return new ChatException(
                ErrorCode.QUOTA,
                reason
                        + " Please come back after midnight UTC, in "
                        + WaitingTime.inWords(wait)
                        + ".",
                wait);
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
