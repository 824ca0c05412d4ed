package io.jims.admission;

import io.jims.admission.address.AddressSockets;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.budget.DailyBudget;
import io.jims.admission.rate.LocalRateLimiter;
import io.jims.admission.rate.RateKey;
import io.jims.admission.rate.RateLimiter;
import io.jims.admission.rate.RefusalLimit;
import io.jims.admission.rate.SharedRateLimiter;
import io.jims.admission.rate.WaitingTime;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.Metric;
import io.jims.store.RateLimit;
import io.jims.store.ThreadStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides how much of what visitors send is accepted. Safe for all threads.
public final class Admission {
    private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

    private final Quotas quotas;
    private final Backlog backlog;
    private final AddressSockets sockets;
    private final RateLimiter rates;
    private final DailyBudget budget;

    /// @param runs most concurrent answers (`--max-runs`)
    /// @param store whose counts are shared with other processes
    public Admission(Quotas quotas, int runs, ThreadStore store, InstantSource clock) {
        this.quotas = quotas;
        this.backlog = new Backlog(runs + quotas.waitingRuns());
        this.sockets = new AddressSockets(quotas.socketsPerAddress());
        Duration forgetAfter = longestRefill(quotas);
        this.rates =
                store.sharedRates()
                        .<RateLimiter>map(
                                shared -> new SharedRateLimiter(shared, clock, forgetAfter))
                        .orElseGet(() -> new LocalRateLimiter(clock, forgetAfter));
        this.budget = new DailyBudget(quotas.daily(), store.dailyCounts(), clock);
    }

    /// The conversations that are being answered or wait.
    public Backlog backlog() {
        return backlog;
    }

    /// The open sockets.
    public AddressSockets sockets() {
        return sockets;
    }

    /// The budget of the day.
    public DailyBudget budget() {
        return budget;
    }

    /// Loads the counts so far, for the metrics.
    ///
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void start() {
        budget.read();
    }

    /// How near the limits are, for the metrics.
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(backlog.metrics());
        metrics.addAll(budget.metrics());
        return metrics;
    }

    /// A new limit for one socket.
    public RefusalLimit refusals() {
        return new RefusalLimit(quotas.refusals());
    }

    /// Accepts a message that passed all other checks.
    ///
    /// @throws ChatException `RATE_LIMITED` if too many came, `QUOTA` if the day's budget is used
    ///   up
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admit(Sender sender) {
        takeRates(sender);
        budget.admit(sender.payer());
    }

    private void takeRates(Sender sender) {
        rates.take(keys(sender))
                .ifPresent(rejection -> {
                    throw rateLimited(rejection);
                });
    }

    /// Accepts a message that a person will answer: rates apply, but it uses nothing of the day's
    /// budget.
    ///
    /// @throws ChatException `RATE_LIMITED` if too many came
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admitToPerson(Sender sender) {
        takeRates(sender);
    }

    /// Accepts a rating of an answer.
    ///
    /// @throws ChatException `RATE_LIMITED` if too many came
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admitFeedback(Sender sender) {
        take(
                RateKey.Kind.FEEDBACK,
                RateKey.Kind.ADDRESS_FEEDBACK,
                sender.limitedVisitor(),
                sender.network());
    }

    /// Accepts a request for the list of the visitor's conversations.
    ///
    /// @throws ChatException `RATE_LIMITED` if they do so too often
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admitListing(String visitor, ClientAddress address) {
        take(RateKey.Kind.LISTING, RateKey.Kind.ADDRESS_LISTING, visitor, address.network());
    }

    /// Accepts an upload.
    ///
    /// @throws ChatException `RATE_LIMITED` if they do so too often
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admitUpload(Client client, String visitor) {
        String network = client.address().network();
        String limited = client.proven() ? visitor : visitor + " at " + network;
        take(RateKey.Kind.UPLOAD, RateKey.Kind.ADDRESS_UPLOAD, limited, network);
    }

    /// The same rate as for messages, counted separately.
    private void take(
            RateKey.Kind visitorKind, RateKey.Kind addressKind, String visitor, String network) {
        List<RateKey> keys = new ArrayList<>(2);
        add(keys, visitorKind, visitor, quotas.messagesPerContact());
        add(keys, addressKind, network, quotas.messagesPerAddress());
        rates.take(keys)
                .ifPresent(rejection -> {
                    throw rateLimited(rejection);
                });
    }

    private List<RateKey> keys(Sender sender) {
        List<RateKey> keys = new ArrayList<>(4);
        add(keys, RateKey.Kind.CONTACT, sender.limitedVisitor(), quotas.messagesPerContact());
        String network = sender.network();
        add(keys, RateKey.Kind.ADDRESS, network, quotas.messagesPerAddress());
        if (sender.beginsThread()) {
            add(keys, RateKey.Kind.NEW_THREAD, network, quotas.threadsPerAddress());
        }
        String thread = sender.thread().value().toString();
        add(keys, RateKey.Kind.THREAD, thread, quotas.messagesPerThread());
        return keys;
    }

    private static void add(
            List<RateKey> keys, RateKey.Kind kind, String owner, @Nullable RateLimit limit) {
        if (limit != null) {
            keys.add(new RateKey(kind, owner, limit));
        }
    }

    private static ChatException rateLimited(RateLimiter.Rejection rejection) {
        String reason =
                switch (rejection.key().kind()) {
                    case CONTACT, THREAD -> "You are sending messages too fast.";
                    case ADDRESS -> "Too many messages are coming from your network.";
                    case FEEDBACK -> "You are rating too fast.";
                    case LISTING -> "You are looking at your conversations too often.";
                    case UPLOAD -> "You are uploading files too fast.";
                    case ADDRESS_FEEDBACK, ADDRESS_LISTING, ADDRESS_UPLOAD ->
                            "Too much is coming from your network.";
                    case NEW_THREAD -> "Too many conversations are being begun from your network.";
                };
        Duration wait = WaitingTime.rounded(rejection.retryAfter());
        return new ChatException(
                ErrorCode.RATE_LIMITED,
                reason + " Please wait " + WaitingTime.inWords(wait) + ".",
                wait);
    }

    private static Duration longestRefill(Quotas quotas) {
        return Stream.of(
                        quotas.messagesPerContact(),
                        quotas.messagesPerThread(),
                        quotas.messagesPerAddress(),
                        quotas.threadsPerAddress())
                .filter(Objects::nonNull)
                .map(RateLimit::refill)
                .reduce(SHORTEST_MEMORY, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
