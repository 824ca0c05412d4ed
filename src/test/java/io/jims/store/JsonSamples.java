package io.jims.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Data with everything that JSON can say, in the types in which it is read back.
public final class JsonSamples {
    private JsonSamples() {}

    public static Map<String, @Nullable Object> allKinds() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("nothing", null);
        data.put("flags", List.of(true, false));
        data.put("whole", List.of(0, -1, Long.MAX_VALUE, new BigInteger("9".repeat(40))));
        data.put(
                "decimal", List.of(0.1, -2.5e-30, 1.0, new BigDecimal("0.1000000000000000000001")));
        data.put("text", "quote \" backslash \\ slash / tab \t newline \n nul \u0000 end");
        data.put("unicode", "Здравствуйте, 世界 👋🏽 \u2028");
        data.put("half a pair", "a \ud83d b \udc4b c");
        data.put("", "empty key");
        data.put("nested", Map.of("rows", List.of(List.of(Map.of("id", "x")), List.of())));
        data.put("holes", Arrays.asList(1, null, "x"));
        return data;
    }
}
