package io.jims.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webclient.api.DnsAddressLookup;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookPartsTest {
    /// A known vector, which many implementations of Standard Webhooks test with.
    @Test
    void signature_isThatOfTheStandard() {
        WebhookSecret secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(
                        secret.signature(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1_614_265_330,
                                "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.toString()).doesNotContain("MfKQ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1"
            })
    void addressThatIsNotPublic_isRefused_unlessAllowed(String address) throws Exception {
        InetAddress literal = InetAddress.ofLiteral(address);

        assertThat(new CheckedAddresses(false).isAllowed(literal)).isFalse();
        assertThat(new CheckedAddresses(true).isAllowed(literal)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "2606:4700::1111",
                "64:ff9b::808:808",
                "2002:808:808::"
            })
    void addressOfTheInternet_isAllowed(String address) {
        assertThat(new CheckedAddresses(false).isAllowed(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void nameOfThisMachine_isRefused_andTheMessageSaysWhatAllowsIt() {
        assertThatThrownBy(() ->
                        new CheckedAddresses(false)
                                .resolveAddress("localhost", DnsAddressLookup.IPV4))
                .hasMessageContaining("localhost has the address")
                .hasMessageContaining("--webhook-private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::1]"})
    void receiverOnThisMachine_isNotConnectedTo_unlessAllowed(String host) throws Exception {
        try (TestReceiver receiver = new TestReceiver()) {
            URI url = URI.create("http://" + host + ":" + receiver.url().getPort() + "/");
            try (Receiver refused = receiver(url, false)) {
                assertThat(deliver(refused).toString()).contains("--webhook-private");
            }
            assertThat(receiver.attempts()).isEmpty();
        }
    }

    @Test
    void redirect_isNotFollowed() throws Exception {
        try (TestReceiver receiver = new TestReceiver();
                Receiver allowed = receiver(receiver.url(), true)) {
            receiver.answer(message -> 307);

            assertThat(deliver(allowed)).isInstanceOf(DeliveryResult.Unreachable.class);
            assertThat(receiver.attempts()).hasSize(1);
        }
    }

    @Test
    void severalSecrets_signEach_whileTheyChange() throws Exception {
        WebhookSecret next = new WebhookSecret("whsec_" + "bmV4dG5l".repeat(4));
        try (TestReceiver receiver = new TestReceiver();
                Receiver allowed =
                        new Receiver(
                                new WebhookSettings(
                                        receiver.url(),
                                        List.of(WebhookContract.SECRET, next),
                                        EventFilter.ALL,
                                        true),
                                InstantSource.system())) {
            deliver(allowed);

            TestReceiver.Message message = receiver.attempts().getFirst();
            long timestamp = Long.parseLong(message.timestamp());
            byte[] body = message.body().getBytes(UTF_8);
            assertThat(message.signature().split(" "))
                    .containsExactly(
                            WebhookContract.SECRET.signature(message.id(), timestamp, body),
                            next.signature(message.id(), timestamp, body));
        }
    }

    @Test
    void refusals_areTriedForADay() {
        assertThat(
                        Backoff.OVER_A_DAY.pauses().stream()
                                .mapToLong(java.time.Duration::toMinutes)
                                .sum())
                .isBetween(20L * 60, 26L * 60);
    }

    private static Receiver receiver(URI url, boolean isPrivateAllowed) {
        return new Receiver(
                new WebhookSettings(
                        url, List.of(WebhookContract.SECRET), EventFilter.ALL, isPrivateAllowed),
                InstantSource.system());
    }

    private static DeliveryResult deliver(Receiver receiver) throws InterruptedException {
        return receiver.deliver(
                new ChatThread(ThreadId.create(), "ann", null, Instant.now(), Map.of()),
                ThreadEvent.create(EventTypes.USER_MESSAGE, Map.of("content", "Hi")));
    }
}
