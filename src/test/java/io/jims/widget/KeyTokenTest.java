package io.jims.widget;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.KeyServer;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that takes tokens by published keys, over real sockets.
class KeyTokenTest {
    private final RSAKey rsa;
    private final ECKey ec;
    private final KeyPair edwards;
    private KeyServer publisher;
    private WidgetServer server;

    KeyTokenTest() throws Exception {
        rsa = new RSAKeyGenerator(2_048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @BeforeEach
    void start() throws Exception {
        publisher = new KeyServer(rsa, ec, edwardsKey());
        server =
                TestServer.start(
                        TestServer::echo,
                        new InMemoryThreadStore(),
                        TestTokens.byKeys(publisher.place()));
    }

    @AfterEach
    void stop() {
        server.stop();
        publisher.close();
    }

    @Test
    void everyAlgorithm_isTaken_withAndWithoutAKeyId() throws Exception {
        for (String id : new String[] {"rsa", null}) {
            assertTaken(token(JWSAlgorithm.RS256, id, new RSASSASigner(rsa)));
        }
        for (String id : new String[] {"ec", null}) {
            assertTaken(token(JWSAlgorithm.ES256, id, new ECDSASigner(ec)));
        }
        assertTaken(edwardsToken("EdDSA", edwards.getPrivate()));
        assertTaken(edwardsToken("Ed25519", edwards.getPrivate()));
    }

    @Test
    void otherAlgorithmsOfTheSameKeys_areRefused() throws Exception {
        assertRefused(token(JWSAlgorithm.RS512, "rsa", new RSASSASigner(rsa)));
        assertRefused(token(JWSAlgorithm.PS256, "rsa", new RSASSASigner(rsa)));
        assertRefused(token(JWSAlgorithm.RS256, "ec", new RSASSASigner(rsa)));
        assertRefused(edwardsToken("ES256", edwards.getPrivate()));
    }

    /// The classic: what everybody can read is taken for a shared secret.
    @Test
    void publicKeyAsASecret_isRefused() throws Exception {
        byte[] der = rsa.toRSAPublicKey().getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret :
                new byte[][] {
                    der,
                    pem.getBytes(UTF_8),
                    pem.strip().getBytes(UTF_8),
                    rsa.toPublicJWK().toJSONString().getBytes(UTF_8)
                }) {
            assertRefused(token(JWSAlgorithm.HS256, "rsa", new MACSigner(secret)));
        }
    }

    @Test
    void forgedSignatures_areRefused() throws Exception {
        RSAKey otherRsa = new RSAKeyGenerator(2_048).generate();
        ECKey otherEc = new ECKeyGenerator(Curve.P_256).generate();
        KeyPair otherEdwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertRefused(token(JWSAlgorithm.RS256, "rsa", new RSASSASigner(otherRsa)));
        assertRefused(token(JWSAlgorithm.ES256, "ec", new ECDSASigner(otherEc)));
        assertRefused(edwardsToken("EdDSA", otherEdwards.getPrivate()));
        for (int length : new int[] {0, 63, 64, 65}) {
            String claims = TestTokens.claims("ann").build().toString();
            assertRefused(
                    TestTokens.raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", claims, new byte[length]));
            assertRefused(TestTokens.raw("{\"alg\":\"EdDSA\"}", claims, new byte[length]));
        }
    }

    @Test
    void keyThatTheTokenBringsItself_isRefused() throws Exception {
        RSAKey own = new RSAKeyGenerator(2_048).keyID("own").generate();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("own")
                        .jwk(own.toPublicJWK())
                        .build();

        assertRefused(
                TestTokens.signed(header, TestTokens.claims("ann").build(), new RSASSASigner(own)));
    }

    @Test
    void keysThatChange_areFollowed_withoutARestart() throws Exception {
        ECKey next = new ECKeyGenerator(Curve.P_256).keyID("next").generate();
        publisher.publish(next);

        assertTaken(token(JWSAlgorithm.ES256, "next", new ECDSASigner(next)));
        assertRefused(token(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec)));
    }

    @Test
    void publisherThatIsDown_locksNobodyOut() throws Exception {
        publisher.close();

        assertRefused(token(JWSAlgorithm.ES256, "next", new ECDSASigner(ec)));
        assertTaken(token(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec)));
    }

    private void assertTaken(String token) throws Exception {
        assertThat(handshakeStatus(token)).isEqualTo(101);
        assertThat(helloAnswer(token)).isEqualTo("welcome");
    }

    private void assertRefused(String token) throws Exception {
        assertThat(handshakeStatus(token)).isEqualTo(401);
        assertThat(helloAnswer(token)).isEqualTo("error");
    }

    private int handshakeStatus(String token) throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.exchange(RawSocket.handshakeRequest("/ws/chat?token=" + token)).status();
        }
    }

    private String helloAnswer(String token) throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"token\":\"" + token + "\"");
            return client.read().path("type").asText();
        }
    }

    private static String token(JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
        return TestTokens.signed(
                new JWSHeader.Builder(algorithm).keyID(keyId).build(),
                TestTokens.claims("ann").build(),
                signer);
    }

    private OctetKeyPair edwardsKey() {
        byte[] encoded = edwards.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).build();
    }

    private static String edwardsToken(String algorithm, PrivateKey key) throws Exception {
        Map<String, Object> claims =
                Map.of(
                        "sub",
                        "ann",
                        "iss",
                        TestTokens.ISSUER,
                        "aud",
                        TestTokens.AUDIENCE,
                        "exp",
                        Instant.now().plusSeconds(3_600).getEpochSecond());
        String unsigned =
                Base64URL.encode("{\"alg\":\"" + algorithm + "\"}")
                        + "."
                        + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(unsigned.getBytes(US_ASCII));
        return unsigned + "." + Base64URL.encode(signature.sign());
    }
}
