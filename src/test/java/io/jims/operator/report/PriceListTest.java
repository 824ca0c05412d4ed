package io.jims.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.store.index.ModelCosts;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
    @TempDir private Path directory;

    private PriceList read(String text) throws Exception {
        return PriceList.read(Files.writeString(directory.resolve("prices.json"), text));
    }

    private static ModelCosts used(long prompt, long completion, long cached) {
        return new ModelCosts(null, null, "m", null, 1, prompt, completion, cached);
    }

    @Test
    void money_isExact() throws Exception {
        PriceList prices =
                read(
                        """
                        {"currency":"EUR","models":{"m":{"prompt":0.1,"completion":"0.3","cached":0.7}}}
                        """);

        assertThat(prices.costOf(used(10_000_000, 1, 3)))
                .hasValue(new BigDecimal("1.0000021")); // a double adds up to 1.0000020999999999
        assertThat(prices.costOf(used(Long.MAX_VALUE, 0, 0)))
                .hasValue(new BigDecimal("922337203685.4775807"));
    }

    @Test
    void cachedTokens_costWhatOthersDo_whereNothingElseIsSaid() throws Exception {
        PriceList prices =
                read("{\"currency\":\"EUR\",\"models\":{\"m\":{\"prompt\":2,\"completion\":4}}}");

        assertThat(prices.costOf(used(1_000_000, 500_000, 900_000)).orElseThrow())
                .isEqualByComparingTo("4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {                                              | no JSON
                    []                                             | the file is a JSON object
                    {} {}                                          | no JSON
                    {"models":{}}                                  | "currency" is a text
                    {"currency":"EUR"}                             | "models" is an object
                    {"currency":"EUR","models":{},"x":1}           | the file has a member "x"; it has currency, models
                    {"currency":"E","models":{"m":{"prompt":1}}}   | "m": "completion" is the price of a million tokens
                    {"currency":"E","models":{"m":{"prompt":-1,"completion":1}}}  | "m": "prompt" is the price
                    {"currency":"E","models":{"m":{"prompt":true,"completion":1}}} | "m": "prompt" is the price
                    {"currency":"E","models":{"m":{"prompt":1e99,"completion":1}}} | "m": "prompt" is the price
                    {"currency":"E","models":{"m":{"promt":1}}}    | "m" has a member "promt"; it has cached, completion, prompt
                    """)
    void whatIsWrong_isSaid(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void fileThatIsNotThere_isNamedByTheSystem() {
        assertThatThrownBy(() -> PriceList.read(directory.resolve("none.json")))
                .hasMessageContaining("cannot be read");
    }
}
