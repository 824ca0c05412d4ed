package io.jims.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.jims.admission.address.AddressRange;
import io.jims.admission.address.TrustedProxies;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadersTest {
    @ParameterizedTest
    @CsvSource({"Bearer x, x", "bearer  x , x", "BEARER x y, x y", "'Bearer x,y', 'x,y'"})
    void bearerToken_isWhatStandsBehindTheWord(String header, String token) {
        assertThat(RequestHeaders.bearerToken(headers("Authorization", header))).hasValue(token);
    }

    @ParameterizedTest
    @CsvSource({"Basic x", "Bearer", "Bearerx", "''"})
    void bearerToken_ofAnotherScheme_isNone(String header) {
        assertThat(RequestHeaders.bearerToken(headers("Authorization", header))).isEmpty();
    }

    @Test
    void bearerToken_ofNoHeader_orOfTwo_isNone() {
        assertThat(RequestHeaders.bearerToken(headers("X-Other", "Bearer x"))).isEmpty();
        assertThat(RequestHeaders.bearerToken(headers("Authorization", "Bearer x", "Bearer y")))
                .isEmpty();
        assertThat(RequestHeaders.bearerToken(headers("Authorization", "Basic x", "Bearer y")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | | 192.0.2.1",
                "192.0.2.1,127.0.0.9 | | 192.0.2.1",
                "192.0.2.1 | 192.0.2.2 | 192.0.2.2", // a line is a hop further
                "192.0.2.1 | 127.0.0.9 | 192.0.2.1",
                "192.0.2.1, ,127.0.0.9 | | 127.0.0.9", // nothing is known of who was before
                "192.0.2.1 | unknown | 127.0.0.1"
            })
    void client_isTheNearestThatIsNoTrustedProxy(String first, String second, String client) {
        TrustedProxies proxies =
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.0/8").orElseThrow()));
        ServerRequestHeaders headers =
                second == null
                        ? headers("X-Forwarded-For", first)
                        : headers("X-Forwarded-For", first, second);

        assertThat(
                        RequestHeaders.clientOf(InetAddress.getLoopbackAddress(), headers, proxies)
                                .network())
                .isEqualTo(client);
    }

    private static ServerRequestHeaders headers(String name, String... lines) {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.create(name), lines);
        return ServerRequestHeaders.create(headers);
    }
}
