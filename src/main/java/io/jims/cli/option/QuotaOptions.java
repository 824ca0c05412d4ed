package io.jims.cli.option;

import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.cli.value.Bounds;
import io.jims.store.RateLimit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags for how much visitors may ask.
final class QuotaOptions {
    @Option(
            names = "--sockets-per-address",
            defaultValue = "256",
            description = "Open sockets of one address, or of one /64 network of IPv6; {bounds}.")
    @Bounds(from = "1", to = "1000000", orOff = true)
    long socketsPerAddress;

    @Option(
            names = "--max-waiting-runs",
            defaultValue = "1024",
            description =
                    "Conversations that may wait for their answer beyond --max-runs; {bounds}.")
    @Bounds(from = "0", to = "1000000")
    int maxWaitingRuns;

    @Option(
            names = "--messages-per-contact",
            defaultValue = "30/1m",
            description = "Messages of one visitor, such as 30/1m, or off.")
    @Nullable RateLimit messagesPerContact;

    @Option(
            names = "--contact-burst",
            defaultValue = "10",
            description = "How many of them may come at once; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int contactBurst;

    @Option(
            names = "--messages-per-thread",
            defaultValue = "30/1m",
            description = "Messages of one conversation, or off.")
    @Nullable RateLimit messagesPerThread;

    @Option(
            names = "--thread-burst",
            defaultValue = "10",
            description = "How many of them may come at once; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int threadBurst;

    @Option(
            names = "--messages-per-address",
            defaultValue = "300/1m",
            description = "Messages from one address, or from one /64 network of IPv6, or off.")
    @Nullable RateLimit messagesPerAddress;

    @Option(
            names = "--address-burst",
            defaultValue = "60",
            description = "How many of them may come at once; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int addressBurst;

    @Option(
            names = "--threads-per-address",
            defaultValue = "60/1h",
            description = "Conversations that one address begins, or off.")
    @Nullable RateLimit threadsPerAddress;

    @Option(
            names = "--threads-burst",
            defaultValue = "20",
            description = "How many of them may come at once; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int threadsBurst;

    @Option(
            names = "--max-refusals",
            defaultValue = "100",
            description =
                    "Messages of one socket that are refused, beyond one a second, until it "
                            + "is closed; {bounds}.")
    @Bounds(from = "1", to = "1000000", orOff = true)
    long maxRefusals;

    @Option(
            names = "--daily-messages",
            defaultValue = "20000",
            description = "Messages that are answered in a day (UTC); {bounds}.")
    @Bounds(from = "1", to = "1000000000000", orOff = true)
    long dailyMessages;

    @Option(
            names = "--daily-tokens",
            defaultValue = "20000000",
            description = "Tokens of language models that a day may cost; {bounds}.")
    @Bounds(from = "1", to = "1000000000000", orOff = true)
    long dailyTokens;

    @Option(
            names = "--daily-messages-per-contact",
            defaultValue = "500",
            description = "Messages of one visitor in a day; {bounds}.")
    @Bounds(from = "1", to = "1000000000000", orOff = true)
    long dailyMessagesPerContact;

    @Option(
            names = "--daily-tokens-per-contact",
            defaultValue = "500000",
            description = "Tokens that one visitor may cost in a day; {bounds}.")
    @Bounds(from = "1", to = "1000000000000", orOff = true)
    long dailyTokensPerContact;

    @Option(
            names = "--daily-share-per-address",
            paramLabel = "<percent>",
            defaultValue = "10",
            description =
                    "How much of --daily-messages and --daily-tokens one address, or one /64 "
                            + "network of IPv6, may use up; {bounds}.")
    @Bounds(from = "1", to = "100", orOff = true)
    long dailySharePerAddress;

    Quotas settings() {
        return new Quotas(
                rate(messagesPerContact, contactBurst),
                rate(messagesPerThread, threadBurst),
                rate(messagesPerAddress, addressBurst),
                rate(threadsPerAddress, threadsBurst),
                Math.toIntExact(socketsPerAddress),
                maxWaitingRuns,
                Math.toIntExact(maxRefusals),
                new DailyQuotas(
                        dailyMessages,
                        dailyTokens,
                        dailyMessagesPerContact,
                        dailyTokensPerContact,
                        Math.toIntExact(dailySharePerAddress)));
    }

    private static @Nullable RateLimit rate(@Nullable RateLimit rate, int burst) {
        return rate == null ? null : new RateLimit(rate.amount(), rate.period(), burst);
    }
}
