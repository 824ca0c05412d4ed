package io.jims.operator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.store.index.ModelCosts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Prices of a million tokens for each model (`--prices`). Money is decimal and exact, never
/// rounded.
///
/// @param currency as it is shown, such as `EUR`
/// @param models by their names
public record PriceList(String currency, Map<String, Price> models) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final Set<String> MEMBERS = Set.of("currency", "models");
    private static final Set<String> PRICES = Set.of("prompt", "completion", "cached");
    private static final int MILLION = 6;
    private static final int MOST_DIGITS = 30;

    /// The price of a million tokens of one model.
    ///
    /// @param prompt for input
    /// @param completion for output
    /// @param cached for input that the provider had in its cache
    public record Price(BigDecimal prompt, BigDecimal completion, BigDecimal cached) {}

    public PriceList {
        models = Map.copyOf(models);
    }

    /// Reads a list from its JSON file.
    ///
    /// @throws IllegalArgumentException that says what is wrong with the file
    public static PriceList read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }

    private static PriceList parse(String text) throws JsonProcessingException {
        JsonNode list = JSON.readTree(text);
        requireMembers("the file", list, MEMBERS);
        JsonNode currency = list.path("currency");
        if (!currency.isTextual() || currency.asText().isBlank()) {
            throw new IllegalArgumentException("\"currency\" is a text such as \"EUR\"");
        }
        JsonNode models = list.path("models");
        if (!models.isObject() || models.isEmpty()) {
            throw new IllegalArgumentException("\"models\" is an object with a member a model");
        }
        Map<String, Price> prices = new TreeMap<>();
        models.properties().forEach(one -> prices.put(one.getKey(), price(one)));
        return new PriceList(currency.asText(), prices);
    }

    private static Price price(Map.Entry<String, JsonNode> model) {
        String name = "\"" + model.getKey() + "\"";
        JsonNode prices = model.getValue();
        requireMembers(name, prices, PRICES);
        BigDecimal prompt = amount(name, prices, "prompt");
        return new Price(
                prompt,
                amount(name, prices, "completion"),
                prices.has("cached") ? amount(name, prices, "cached") : prompt);
    }

    private static BigDecimal amount(String model, JsonNode prices, String member) {
        JsonNode value = prices.path(member);
        try {
            BigDecimal amount =
                    value.isTextual() ? new BigDecimal(value.asText()) : value.decimalValue();
            if ((value.isNumber() || value.isTextual())
                    && amount.signum() >= 0
                    && Math.abs((long) amount.scale()) <= MOST_DIGITS
                    && amount.precision() <= MOST_DIGITS) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                model
                        + ": \""
                        + member
                        + "\" is the price of a million tokens, 0 or more, such as 0.25");
    }

    private static void requireMembers(String what, JsonNode object, Set<String> allowed) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(what + " is a JSON object");
        }
        object.fieldNames()
                .forEachRemaining(name -> {
                    if (!allowed.contains(name)) {
                        throw new IllegalArgumentException(
                                what
                                        + " has a member \""
                                        + name
                                        + "\"; it has "
                                        + String.join(", ", new java.util.TreeSet<>(allowed)));
                    }
                });
    }

    /// The price of this usage; empty if the model has none in the list.
    Optional<BigDecimal> costOf(ModelCosts used) {
        @Nullable Price price = models.get(used.model());
        if (price == null) {
            return Optional.empty();
        }
        long cached = Math.min(used.cachedTokens(), used.promptTokens());
        return Optional.of(
                times(price.prompt(), used.promptTokens() - cached)
                        .add(times(price.cached(), cached))
                        .add(times(price.completion(), used.completionTokens())));
    }

    private static BigDecimal times(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
    }
}
