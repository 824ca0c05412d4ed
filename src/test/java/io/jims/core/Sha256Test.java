package io.jims.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /// The example of FIPS 180-4.
    private static final String HASH =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void hash_isThatOfTheStandard() {
        assertThat(HexFormat.of().formatHex(Sha256.of("abc".getBytes(UTF_8)))).isEqualTo(HASH);
    }

    @Test
    void uuid_isTheFirstHalf() {
        assertThat(Uuid7.compact(Sha256.uuid("abc"))).isEqualTo(HASH.substring(0, 32));
    }
}
