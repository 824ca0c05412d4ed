package io.jims.widget.socket;

import io.jims.testing.FuzzSeeds;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameSeedsTest {
    static List<Arguments> seeds() {
        return FuzzSeeds.of(FrameFuzzing.class, "bytes_areMessages_untilARuleIsBroken_orTheyEnd");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void bytes_areMessages_untilARuleIsBroken_orTheyEnd(String name, byte[] data) {
        new FrameFuzzing().bytes_areMessages_untilARuleIsBroken_orTheyEnd(data);
    }
}
