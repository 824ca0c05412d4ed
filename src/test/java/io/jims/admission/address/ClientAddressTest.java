package io.jims.admission.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void network_ofIpv6_isTheWholeOfWhatOneVisitorHas() {
        assertThat(network("2001:db8:0:1::1")).isEqualTo(network("2001:db8:0:1:ffff::2"));
        assertThat(network("2001:db8:0:1::1")).isNotEqualTo(network("2001:db8:0:2::1"));
    }

    @Test
    void network_ofIpv4_isTheAddress_alsoWhereItIsMapped() {
        assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
        assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1"));
    }

    private static String network(String address) {
        return new ClientAddress(InetAddress.ofLiteral(address)).network();
    }
}
