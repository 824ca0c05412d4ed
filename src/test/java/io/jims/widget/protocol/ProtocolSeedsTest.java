package io.jims.widget.protocol;

import io.jims.testing.FuzzSeeds;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolSeedsTest {
    static List<Arguments> jimsSeeds() {
        return FuzzSeeds.of(ProtocolFuzzing.class, "jimsFrame_isUnderstood_orRefusedAsBad");
    }

    static List<Arguments> basicSeeds() {
        return FuzzSeeds.of(ProtocolFuzzing.class, "basicFrame_isATrimmedText_orBlank");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jimsSeeds")
    void jimsFrame_isUnderstood_orRefusedAsBad(String name, byte[] data) {
        new ProtocolFuzzing().jimsFrame_isUnderstood_orRefusedAsBad(data);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("basicSeeds")
    void basicFrame_isATrimmedText_orBlank(String name, byte[] data) {
        new ProtocolFuzzing().basicFrame_isATrimmedText_orBlank(data);
    }
}
