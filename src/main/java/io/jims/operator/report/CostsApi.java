package io.jims.operator.report;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.operator.http.BadRequest;
import io.jims.operator.http.CsvTable;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import io.jims.store.index.ModelCosts;
import io.jims.store.index.ModelCosts.By;
import io.jims.store.index.ThreadIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What language models cost, in tokens and, with a price list, in money. Safe for all threads.
///
/// @param prices null if the operator has configured none
public record CostsApi(ThreadIndex index, @Nullable PriceList prices, InstantSource clock) {
    private static final int DAYS = 30;
    private static final int MOST_DAYS = 366;
    private static final int MOST_ROWS = 20_000;
    private static final Set<String> GROUPS =
            new TreeSet<>(Set.of("day", "contact", "model", "app"));

    public void register(HttpRouting.Builder routing) {
        routing.get("/api/costs", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) throws IOException {
        Parameters parameters = new Parameters(request);
        int days = parameters.number("days", DAYS, 1, MOST_DAYS);
        List<String> groups = groups(parameters.text("by"));
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Instant from = today.minus(Duration.ofDays(days - 1L));
        Set<By> by = EnumSet.noneOf(By.class);
        groups.stream()
                .filter(group -> !group.equals("model"))
                .forEach(group -> by.add(By.valueOf(group.toUpperCase(Locale.ROOT))));
        List<ModelCosts> used =
                index.costs(from, today.plus(Duration.ofDays(1)), by, MOST_ROWS + 1);
        if (used.size() > MOST_ROWS) {
            throw new BadRequest(
                    "These are more than "
                            + MOST_ROWS
                            + " rows; ask for fewer days or parts (by).");
        }
        List<Map<String, @Nullable Object>> rows = rows(used, groups);
        switch (parameters.text("format")) {
            case null -> JsonAnswers.send(response, answer(from, rows, used));
            case "json" -> JsonAnswers.send(response, answer(from, rows, used));
            case "csv" -> sendTable(response, rows, groups);
            default -> throw new BadRequest("format is one of json, csv.");
        }
    }

    private static List<String> groups(@Nullable String text) {
        List<String> groups =
                text == null ? List.of("day") : Arrays.stream(text.split(",")).distinct().toList();
        if (!GROUPS.containsAll(groups)) {
            throw new BadRequest("by is one or several of " + String.join(", ", GROUPS) + ".");
        }
        return groups;
    }

    private Map<String, @Nullable Object> answer(
            Instant from, List<Map<String, @Nullable Object>> rows, List<ModelCosts> used) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("from", from.toString());
        answer.put("currency", prices == null ? null : prices.currency());
        answer.put("unpriced", unpriced(used));
        List<Map<String, @Nullable Object>> total = rows(used, List.of());
        answer.put("total", total.isEmpty() ? new Sum().toJson() : total.getFirst());
        answer.put("rows", rows);
        return answer;
    }

    /// Models without a price.
    private Set<String> unpriced(List<ModelCosts> used) {
        Set<String> known = prices == null ? Set.of() : prices.models().keySet();
        return used.stream()
                .map(ModelCosts::model)
                .filter(model -> prices != null && !known.contains(model))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Map<String, @Nullable Object>> rows(List<ModelCosts> used, List<String> groups) {
        Map<List<String>, Sum> sums = new LinkedHashMap<>();
        for (ModelCosts one : used) {
            List<String> key = groups.stream().map(group -> value(one, group)).toList();
            sums.computeIfAbsent(key, any -> new Sum()).add(one, prices);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        sums.forEach((key, sum) -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < groups.size(); i++) {
                row.put(groups.get(i), key.get(i));
            }
            row.putAll(sum.toJson());
            rows.add(row);
        });
        return rows;
    }

    private static String value(ModelCosts used, String group) {
        return String.valueOf(
                switch (group) {
                    case "day" -> used.day();
                    case "contact" -> used.contact();
                    case "app" -> used.app();
                    default -> used.model();
                });
    }

    private void sendTable(
            ServerResponse response, List<Map<String, @Nullable Object>> rows, List<String> groups)
            throws IOException {
        List<String> columns = new ArrayList<>(groups);
        columns.addAll(new Sum().toJson().keySet());
        columns.add("currency");
        rows.forEach(row -> row.put("currency", prices == null ? null : prices.currency()));
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try (CsvTable table = new CsvTable(csv, columns)) {
            for (Map<String, @Nullable Object> row : rows) {
                table.addRow(
                        columns.stream().map(name -> Objects.toString(row.get(name), "")).toList());
            }
        }
        response.header(HeaderNames.CONTENT_TYPE, CsvTable.CONTENT_TYPE)
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"costs.csv\"")
                .send(csv.toByteArray());
    }

    /// The sum of some rows.
    private static final class Sum {
        private long calls;
        private long prompt;
        private long completion;
        private long cached;
        private @Nullable BigDecimal money;

        void add(ModelCosts used, @Nullable PriceList prices) {
            calls += used.calls();
            prompt += used.promptTokens();
            completion += used.completionTokens();
            cached += used.cachedTokens();
            if (prices != null) {
                prices.costOf(used)
                        .ifPresent(cost -> money = money == null ? cost : money.add(cost));
            }
        }

        /// Money is a string, since many clients read JSON numbers as binary fractions.
        Map<String, @Nullable Object> toJson() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("calls", calls);
            members.put("prompt_tokens", prompt);
            members.put("completion_tokens", completion);
            members.put("cached_tokens", cached);
            members.put("money", money == null ? null : plain(money));
            return members;
        }

        private static String plain(BigDecimal money) {
            BigDecimal bare = money.stripTrailingZeros();
            return (bare.scale() < 2 ? bare.setScale(2) : bare).toPlainString();
        }
    }
}
