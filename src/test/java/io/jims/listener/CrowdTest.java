package io.jims.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.jims.admission.address.TrustedProxies;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.RawSocket;
import io.jims.testing.TestCertificate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More connections than there is room for, and ports that are lost.
class CrowdTest {
    private static final int PLACES = 20;

    private final List<HttpListener> started = new ArrayList<>();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private Duration minAge = Duration.ofMillis(100);
    private final CountDownLatch gone = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        started.forEach(HttpListener::stop);
    }

    @Test
    void silentCrowd_keepsNobodyOut() throws Exception {
        HttpListener listener = start(null, PLACES, PLACES);
        for (int i = 0; i < 5 * PLACES; i++) {
            hold(RawSocket.tcp(listener.port(), 0));
        }

        Await.until("a moment later it answers", () -> answers(listener));
    }

    @Test
    void flood_leavesWhoeverHasJustCome_aMomentForTheRequest() throws Exception {
        minAge = Duration.ofHours(1);
        HttpListener listener = start(null, PLACES, PLACES);
        List<RawSocket> first = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            first.add(hold(RawSocket.tcp(listener.port(), 0)));
        }
        RawSocket tooMany = hold(RawSocket.tcp(listener.port(), 0));

        assertThat(tooMany.isAtEnd()).isTrue();
        for (RawSocket begun : first) {
            assertThat(begun.exchange(HELLO).status()).isEqualTo(200);
        }
    }

    @Test
    void floodOfOneNetwork_makesRoomForAnother_atOnce() throws Exception {
        minAge = Duration.ofHours(1);
        HttpListener listener = start(null, PLACES, PLACES);
        for (int i = 0; i < 3 * PLACES; i++) {
            hold(RawSocket.tcp(listener.port(), 0));
        }

        try (RawSocket other = RawSocket.tcpFrom("127.0.0.2", listener.port())) {
            assertThat(other.exchange(HELLO).status()).isEqualTo(200);
        }
    }

    @Test
    void silentCrowd_ofOneAddress_leavesThoseOfOthersAlone() throws Exception {
        HttpListener listener = start(null, PLACES, 5);
        RawSocket other = hold(RawSocket.tcpFrom("127.0.0.2", listener.port()));
        for (int i = 0; i < 5 * PLACES; i++) {
            hold(RawSocket.tcp(listener.port(), 0));
        }

        assertThat(other.exchange(HELLO).status()).isEqualTo(200);
    }

    @Test
    void acceptThatFails_isTriedAgain_andSaidOnce() throws Exception {
        FailingServerChannel channel = new FailingServerChannel();
        HttpListener listener = start(null, PLACES, PLACES, channel);
        try (CapturedLog log = new CapturedLog(HttpListener.class)) {
            channel.fail(3);
            assertThat(answers(listener)).isTrue(); // was waiting in accept
            assertThat(answers(listener)).isTrue();

            log.await("connections are accepted again after 3 failures");
            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(2);
            assertThat(listener.isListening()).isTrue();
            assertThat(gone.getCount()).isEqualTo(1);
        }
    }

    @Test
    void portThatIsLost_isTold_andStopIsNot() throws Exception {
        FailingServerChannel channel = new FailingServerChannel();
        HttpListener listener = start(null, PLACES, PLACES, channel);
        HttpListener stopped = start(null, PLACES, PLACES);
        stopped.stop();
        assertThat(stopped.isListening()).isFalse();
        assertThat(gone.getCount()).isEqualTo(1);

        channel.close();

        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(listener.isListening()).isFalse();
    }

    /// Else a proxy in front of replicas finds one that refuses where it should find none.
    @Test
    void stop_returnsWithThePortClosed_andServesNobodyLetInMeanwhile() throws Exception {
        FailingServerChannel channel = new FailingServerChannel();
        HttpListener listener = start(null, PLACES, PLACES, channel);
        Await.until("it accepts", channel::isAccepting);
        try (ServerSocketChannel kernel = ServerSocketChannel.open().bind(null);
                SocketChannel client = SocketChannel.open(kernel.getLocalAddress())) {
            channel.admitLast(kernel.accept());
            client.write(ByteBuffer.wrap(HELLO.getBytes(UTF_8)));

            listener.stop();

            assertThat(channel.isAccepting()).isFalse();
            assertThat(isAnswered(client)).isFalse();
        }
    }

    @Test
    void finishedTlsConnections_leaveNoDescriptor_andNoThread(@TempDir Path directory)
            throws Exception {
        TestCertificate certificate = TestCertificate.make("EC", directory);
        SSLContext trusting = TestCertificate.trusting(List.of(certificate));
        HttpListener listener = start(certificate.writeTo(directory), PLACES, PLACES);
        askOverTls(trusting, listener.port());
        long before = OpenFiles.open();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();

        int connections = Integer.getInteger("jims.tls.connections", 2_000);
        for (int i = 0; i < connections; i++) {
            askOverTls(trusting, listener.port());
        }

        Await.until("all are closed", () -> OpenFiles.open() <= before);
        Await.until("their threads have ended", () -> connectionThreads(directory) == 0);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
                .isLessThanOrEqualTo(threads + Runtime.getRuntime().availableProcessors());
    }

    /// Virtual ones, which no count of the JVM's has.
    private static long connectionThreads(Path directory) throws IOException {
        Path dump = directory.resolve("threads-" + System.nanoTime()).toAbsolutePath();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.filter(line -> line.contains("] connection\"")).count();
        }
    }

    @Test
    void silentTlsClient_isLetGo(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.make("EC", directory);
        SSLContext trusting = TestCertificate.trusting(List.of(certificate));
        HttpListener listener =
                start(certificate.writeTo(directory), PLACES, PLACES, null, Duration.ofMillis(300));
        try (SSLSocket silent = connect(trusting, listener.port())) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        } catch (IOException e) { // cut, without a word
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    private static final String HELLO = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

    private static void askOverTls(SSLContext context, int port) throws IOException {
        try (SSLSocket socket = connect(context, port)) {
            socket.getOutputStream()
                    .write(HELLO.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    private static SSLSocket connect(SSLContext context, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true); // else the request waits for an acknowledgement
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private RawSocket hold(RawSocket socket) {
        clients.add(socket);
        return socket;
    }

    private static boolean answers(HttpListener listener) {
        try (RawSocket socket = RawSocket.tcp(listener.port(), 0)) {
            return socket.exchange(HELLO).status() == 200;
        } catch (IOException e) { // refused
            return false;
        }
    }

    private static boolean isAnswered(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(100)) > 0;
        } catch (IOException e) { // cut with its request unread
            return false;
        }
    }

    private HttpListener start(@Nullable TlsFiles tls, int places, int perAddress)
            throws IOException {
        return start(tls, places, perAddress, null);
    }

    private HttpListener start(
            @Nullable TlsFiles tls,
            int places,
            int perAddress,
            @Nullable FailingServerChannel channel)
            throws IOException {
        return start(tls, places, perAddress, channel, Duration.ofSeconds(30));
    }

    private HttpListener start(
            @Nullable TlsFiles tls,
            int places,
            int perAddress,
            @Nullable FailingServerChannel channel,
            Duration idleTimeout)
            throws IOException {
        HttpListener listener =
                new HttpListener(
                        new ListenerSettings(
                                "127.0.0.1",
                                0,
                                tls,
                                places,
                                perAddress,
                                idleTimeout,
                                false,
                                TrustedProxies.NONE,
                                false),
                        WebServer.builder().buildPrototype(),
                        Http1Config.builder(),
                        Map.of(),
                        HttpRouting.builder()
                                .get("/hello", (request, response) -> response.send("hello")),
                        gone::countDown,
                        channel == null ? ServerSocketChannel.open() : channel,
                        minAge);
        started.add(listener);
        listener.start();
        return listener;
    }
}
