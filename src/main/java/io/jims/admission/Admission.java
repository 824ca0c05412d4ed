package io.jims.admission;

import io.jims.admission.address.AddressSockets;
import io.jims.admission.budget.DailyBudget;
import io.jims.admission.rate.Buckets;
import io.jims.admission.rate.Charge;
import io.jims.admission.rate.LeasedBuckets;
import io.jims.admission.rate.LocalBuckets;
import io.jims.admission.rate.RefusedFrames;
import io.jims.admission.rate.WaitingTime;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.Figure;
import io.jims.store.RateLimit;
import io.jims.store.ThreadStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides how much of what visitors send is taken. Safe for all threads.
public final class Admission {
    private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

    private final Quotas quotas;
    private final Backlog backlog;
    private final AddressSockets sockets;
    private final Buckets buckets;
    private final DailyBudget budget;

    /// @param runs how many answers may be under way at once (`--max-runs`)
    /// @param store what other processes on it let through counts as well
    public Admission(Quotas quotas, int runs, ThreadStore store, InstantSource clock) {
        this.quotas = quotas;
        this.backlog = new Backlog(runs + quotas.waitingRuns());
        this.sockets = new AddressSockets(quotas.socketsPerAddress());
        Duration forgetAfter = longestRefill(quotas);
        this.buckets =
                store.sharedRates()
                        .<Buckets>map(rates -> new LeasedBuckets(rates, clock, forgetAfter))
                        .orElseGet(() -> new LocalBuckets(clock, forgetAfter));
        this.budget = new DailyBudget(quotas.daily(), store.dailyCounts(), clock);
    }

    /// What is being answered.
    public Backlog backlog() {
        return backlog;
    }

    /// The open sockets.
    public AddressSockets sockets() {
        return sockets;
    }

    /// What the day costs.
    public DailyBudget budget() {
        return budget;
    }

    /// Finds out what is known from before, for the metrics.
    ///
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void start() {
        budget.read();
    }

    /// How near the bounds are, for the metrics.
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(backlog.figures());
        figures.addAll(budget.figures());
        return figures;
    }

    /// For one socket.
    public RefusedFrames refusals() {
        return new RefusedFrames(quotas.refusals());
    }

    /// Takes a message that is allowed otherwise.
    ///
    /// @throws ChatException `RATE_LIMITED` if too many came, `QUOTA` if the day's budget is used
    ///   up
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void admit(Sender sender) {
        buckets.take(charges(sender))
                .ifPresent(refusal -> {
                    throw rateLimited(refusal);
                });
        budget.admit(sender.visitor());
    }

    private List<Charge> charges(Sender sender) {
        List<Charge> charges = new ArrayList<>(4);
        add(charges, Charge.Kind.CONTACT, sender.visitor(), quotas.messagesPerContact());
        String network = sender.address().network();
        add(charges, Charge.Kind.ADDRESS, network, quotas.messagesPerAddress());
        if (sender.beginsThread()) {
            add(charges, Charge.Kind.NEW_THREAD, network, quotas.threadsPerAddress());
        }
        String thread = sender.thread().value().toString();
        add(charges, Charge.Kind.THREAD, thread, quotas.messagesPerThread());
        return charges;
    }

    private static void add(
            List<Charge> charges, Charge.Kind kind, String owner, @Nullable RateLimit limit) {
        if (limit != null) {
            charges.add(new Charge(kind, owner, limit));
        }
    }

    private static ChatException rateLimited(Charge.Refusal refusal) {
        String reason =
                switch (refusal.charge().kind()) {
                    case CONTACT, THREAD -> "You are sending messages too fast.";
                    case ADDRESS -> "Too many messages are coming from your network.";
                    case NEW_THREAD -> "Too many conversations are being begun from your network.";
                };
        Duration wait = WaitingTime.rounded(refusal.delay());
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
