package io.jims.operator.report;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import io.jims.store.index.HourlyUsage;
import io.jims.store.index.HourlyUsage.Model;
import io.jims.store.index.HourlyUsage.Talk;
import io.jims.store.index.ThreadIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Counts by day, by hour of the day and by model, all in UTC. One request at a time queries the
/// database, and its result is cached for half a minute. Safe for all threads.
public final class StatsApi {
    private static final int DAYS = 30;
    private static final int MOST_DAYS = 366;
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ThreadIndex index;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Counted last;

    public StatsApi(ThreadIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    public void register(HttpRouting.Builder routing) {
        routing.get("/api/stats", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) {
        int days = new Parameters(request).number("days", DAYS, 1, MOST_DAYS);
        JsonAnswers.send(response, count(days).answer());
    }

    private Counted count(int days) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Counted known = last;
            if (known == null || known.days() != days || known.at().plus(FRESH).isBefore(now)) {
                Instant from = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days - 1L));
                List<HourlyUsage> usage = index.usage(from, now.plusSeconds(1));
                known = new Counted(days, now, answer(from, now, usage));
                last = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, Object> answer(
            Instant from, Instant until, List<HourlyUsage> usage) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("from", from.toString());
        answer.put("until", until.toString());
        answer.put("total", grouped(usage, "total", one -> "all").getFirst());
        answer.put("days", grouped(usage, "day", StatsApi::dayOf));
        answer.put("hours", grouped(usage, "hour", StatsApi::hourOf));
        answer.put("models", grouped(usage, "model", StatsApi::modelOf));
        return answer;
    }

    /// @param group null for rows without one
    private static List<Map<String, Object>> grouped(
            List<HourlyUsage> usage, String name, Function<HourlyUsage, @Nullable Object> group) {
        Map<Object, Tally> tallies = new TreeMap<>();
        for (HourlyUsage one : usage) {
            Object key = group.apply(one);
            if (key != null) {
                tallies.computeIfAbsent(key, any -> new Tally()).add(one);
            }
        }
        if (name.equals("total")) {
            tallies.computeIfAbsent("all", any -> new Tally());
        }
        return tallies.entrySet().stream()
                .map(one -> one.getValue().toJson(name, one.getKey()))
                .toList();
    }

    private static Object dayOf(HourlyUsage usage) {
        return usage.hour().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static Object hourOf(HourlyUsage usage) {
        return usage.hour().atOffset(ZoneOffset.UTC).getHour();
    }

    private static @Nullable Object modelOf(HourlyUsage usage) {
        return usage instanceof Model model ? model.model() : null;
    }

    private record Counted(int days, Instant at, Map<String, Object> answer) {}

    /// The sum of some hours.
    private static final class Tally {
        private long messages;
        private long answers;
        private long failures;
        private long up;
        private long down;
        private long calls;
        private long promptTokens;
        private long completionTokens;
        private long cachedTokens;
        private long runs;
        private long totalMillis;
        private long longestMillis;

        void add(HourlyUsage usage) {
            switch (usage) {
                case Talk talk -> {
                    messages += talk.questions();
                    answers += talk.answers();
                    failures += talk.failures();
                    up += talk.up();
                    down += talk.down();
                }
                case Model model -> {
                    calls += model.calls();
                    promptTokens += model.promptTokens();
                    completionTokens += model.completionTokens();
                    cachedTokens += model.cachedTokens();
                    runs += model.runs();
                    totalMillis += model.totalMillis();
                    longestMillis = Math.max(longestMillis, model.longestMillis());
                }
            }
        }

        Map<String, Object> toJson(String name, Object group) {
            Map<String, Object> members = new LinkedHashMap<>();
            if (!name.equals("total")) {
                members.put(name, Objects.requireNonNull(group));
            }
            if (!name.equals("model")) {
                members.put("messages", messages);
                members.put("answers", answers);
                members.put("failures", failures);
                members.put("up", up);
                members.put("down", down);
            }
            members.put("calls", calls);
            members.put("prompt_tokens", promptTokens);
            members.put("completion_tokens", completionTokens);
            members.put("cached_tokens", cachedTokens);
            members.put("runs", runs);
            members.put("mean_ms", runs == 0 ? 0 : totalMillis / runs);
            members.put("longest_ms", longestMillis);
            return members;
        }
    }
}
