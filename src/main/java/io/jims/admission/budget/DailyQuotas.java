package io.jims.admission.budget;

/// The limits of a day (UTC); 0 is no limit.
///
/// @param messages of all visitors
/// @param tokens of language models, read and written, as the app reports them
/// @param messagesPerContact of one visitor
/// @param tokensPerContact for the answers to one visitor
/// @param addressShare percentage of all visitors' messages and tokens that one address may use
public record DailyQuotas(
        long messages,
        long tokens,
        long messagesPerContact,
        long tokensPerContact,
        int addressShare) {
    private static final int PERCENT = 100;

    /// The defaults of the command line.
    public static final DailyQuotas DEFAULT = new DailyQuotas(20_000, 20_000_000, 500, 500_000, 10);

    /// No limits.
    public static final DailyQuotas NONE = new DailyQuotas(0, 0, 0, 0, 0);

    public DailyQuotas {
        if (Math.min(Math.min(messages, tokens), Math.min(messagesPerContact, tokensPerContact))
                < 0) {
            throw new IllegalArgumentException("no quota is below 0");
        }
        if (addressShare < 0 || addressShare > PERCENT) {
            throw new IllegalArgumentException("addressShare must be 0 to 100: " + addressShare);
        }
    }

    long messagesPerAddress() {
        return share(messages);
    }

    long tokensPerAddress() {
        return share(tokens);
    }

    private long share(long all) {
        return all == 0 || addressShare == 0 ? 0 : Math.max(1, all * addressShare / PERCENT);
    }
}
