package io.jims.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 198.51.100.1 5555 443, 192.0.2.7, 5555",
        "PROXY TCP6 2001:db8::7 2001:db8::1 5555 443, 2001:db8:0:0:0:0:0:7, 5555"
    })
    void line_tellsTheClient_andNoMoreIsRead(String line, String address, int port)
            throws Exception {
        assertClient((line + "\r\n").getBytes(ISO_8859_1), address, port);
    }

    @ParameterizedTest
    @CsvSource({
        "2111000cc0000207c633640115b301bb, 192.0.2.7, 5555",
        "2111000fc0000207c633640115b301bb040000, 192.0.2.7, 5555",
        "2121002420010db800000000000000000000000720010db800000000000000000000000115b301bb,"
                + " 2001:db8:0:0:0:0:0:7, 5555"
    })
    void block_tellsTheClient_andNoMoreIsRead(String block, String address, int port)
            throws Exception {
        assertClient(HexFormat.of().parseHex(SIGNATURE + block), address, port);
    }

    @Test
    void balancerThatSpeaksForItself_hasNoClient() throws Exception {
        assertThat(ProxyHeader.read(stream("PROXY UNKNOWN\r\n".getBytes(ISO_8859_1)))).isNull();
        assertThat(ProxyHeader.read(stream(HexFormat.of().parseHex(SIGNATURE + "20000000"))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\n",
                "PROXY\r\n",
                "PROXY TCP4 example.com 198.51.100.1 5555 443\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 99999 443\r\n",
                "PROXY TCP4 192.0.2.7",
                "\r\n\r\n\0\r\nQUIT\n\u0011\u0011\0\0"
            })
    void anythingElse_isRefused(String header) {
        assertThatThrownBy(() -> ProxyHeader.read(stream(header.getBytes(ISO_8859_1))))
                .isInstanceOf(IOException.class);
    }

    private static void assertClient(byte[] header, String address, int port) throws Exception {
        ByteArrayInputStream in = stream(header);
        InetSocketAddress client = Objects.requireNonNull(ProxyHeader.read(in));

        assertThat(client.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(client.getPort()).isEqualTo(port);
        assertThat(in.readAllBytes()).isEqualTo("GET".getBytes(ISO_8859_1));
    }

    private static ByteArrayInputStream stream(byte[] header) {
        byte[] all = java.util.Arrays.copyOf(header, header.length + 3);
        System.arraycopy("GET".getBytes(ISO_8859_1), 0, all, header.length, 3);
        return new ByteArrayInputStream(all);
    }
}
