package io.jims.docs;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.testing.Await;
import io.jims.testing.FreePort;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.RealProxies;
import io.jims.testing.SharedMemory;
import io.jims.testing.TestCertificate;
import io.jims.testing.TestServer;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import io.jims.widget.WidgetServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page's configurations, run by the real proxies: page, script and chat go through, their
/// health checks find the server up and down, and their reload loses nothing.
class ProxiesPageTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private TestServer server;
    private RealProxies proxies;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.echo();
        proxies = new RealProxies(directory, server.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        server.close();
    }

    @Test
    void nginx_carriesAll_andItsReloadLosesNothing() throws Exception {
        Process nginx = proxies.nginx(proxies.nginxSite());

        assertAllIsCarried();
        assertReloadLosesNothing(() -> RealProxies.signal(nginx, "HUP"));
        assertAllIsCarried();
    }

    /// Each visitor is let in at the first attempt: what is left is the widget's wait before it.
    @Test
    void nginx_beforeReplicasThatRestartInTurn_letsEveryVisitorInAtOnce() throws Exception {
        SharedMemory database = new SharedMemory();
        List<ThreadStore> stores = List.of(database.join(), database.join());
        List<Integer> ports = List.of(FreePort.any(), FreePort.any());
        List<WidgetServer> replicas = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            replicas.add(replica(ports.get(i), stores.get(i), TestServer::echo));
        }
        proxies.nginx(proxies.nginxBefore(ports));
        try {
            Await.until("the page is served", () -> isServed("/"));
            List<JimsClient> visitors = new ArrayList<>();
            List<String> threads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                JimsClient visitor = JimsClient.greeted(proxies.port(), "");
                visitor.message("hello");
                threads.add(visitor.readUntil("ack").path("thread_id").asText());
                visitors.add(visitor);
            }
            for (int i = 0; i < 2 * ports.size(); i++) {
                int restarted = i % ports.size();
                replicas.get(restarted).stop();
                for (int v = 0; v < visitors.size(); v++) {
                    visitors.get(v).close();
                    JimsClient back =
                            JimsClient.greeted(
                                    proxies.port(), "\"thread_id\":\"" + threads.get(v) + "\"");
                    back.message("still here");
                    back.readUntil("done");
                    visitors.set(v, back);
                }
                replicas.set(
                        restarted,
                        replica(ports.get(restarted), stores.get(restarted), TestServer::echo));
            }
            for (JimsClient visitor : visitors) {
                visitor.close();
            }
        } finally {
            replicas.forEach(WidgetServer::stop);
        }
    }

    @Test
    void nginx_beforeAReplicaThatEndsItsAnswers_letsVisitorsInAtTheOther() throws Exception {
        SharedMemory database = new SharedMemory();
        CountDownLatch answered = new CountDownLatch(1);
        Pipeline slow = context -> context.sendMessage("at last: " + answered.await(1, MINUTES));
        int port = FreePort.any();
        WidgetServer ending = replica(port, database.join(), slow);
        WidgetServer other = replica(FreePort.any(), database.join(), TestServer::echo);
        proxies.nginx(proxies.nginxBefore(List.of(port, other.port())));
        Thread stop = Thread.ofVirtual().unstarted(ending::stop);
        try (JimsClient visitor = JimsClient.greeted(port, "")) {
            visitor.message("hello");
            visitor.readUntil("ack");
            Await.until("the page is served", () -> isServed("/"));
            stop.start();
            Await.until("it takes nothing new", () -> !ending.isAccepting());

            for (int i = 0; i < 4; i++) {
                try (JimsClient late = JimsClient.greeted(proxies.port(), "")) {
                    late.message("hello");
                    assertThat(late.readUntil("done").path("type").asText()).isEqualTo("done");
                }
            }

            answered.countDown();
            visitor.readUntil("done");
        } finally {
            answered.countDown();
            stop.join();
            other.stop();
        }
    }

    private static WidgetServer replica(int port, ThreadStore store, Pipeline pipeline) {
        JimsApp app = new JimsApp("echo", pipeline);
        return WidgetServer.start(
                new ServerSettings(
                        "127.0.0.1", port, AccessSettings.OPEN, 100, Limits.DEFAULT, Quotas.NONE),
                store,
                new PipelineExecutor(app, Duration.ofMinutes(1), 16, RunObserver.NONE));
    }

    @Test
    void nginx_asItIsUnconfigured_getsThePage() throws Exception {
        proxies.nginx(
                proxies.nginxSite()
                        .replaceAll("(?m)^ *proxy_(http_version|set_header|read_timeout).*\n", ""));

        Await.until("the page is served", () -> isServed("/"));
        assertThat(isServed("/static/jims-widget.js")).isTrue();
    }

    @Test
    void nginx_underAPath_carriesAll() throws Exception {
        proxies.nginx(proxies.nginxSiteUnder("/chat/"));

        Await.until("the page is served", () -> isServed("/chat/"));
        assertThat(isServed("/chat/static/jims-widget.js")).isTrue();
        try (RawSocket visitor = RawSocket.tcp(proxies.port(), 0)) {
            assertChats(visitor, "/chat/ws/chat");
        }
    }

    @Test
    void nginx_withACertificate_carriesTheChatOverTls() throws Exception {
        TestCertificate certificate = TestCertificate.make("EC", directory);
        certificate.writeTo(directory);
        proxies.nginx(
                proxies.nginxSite()
                        .replaceAll(
                                "listen ([^;]+);",
                                "listen $1 ssl;\nssl_certificate "
                                        + directory
                                        + "/cert.pem;\nssl_certificate_key "
                                        + directory
                                        + "/key.pem;"));

        assertChatsOverTls(certificate);
    }

    @Test
    void haproxy_carriesAll_andItsReloadLosesNothing() throws Exception {
        Process haproxy = proxies.haproxy(proxies.haproxyConfiguration());

        assertAllIsCarried();
        assertReloadLosesNothing(() -> RealProxies.signal(haproxy, "USR2"));
        assertAllIsCarried();
    }

    @Test
    void haproxy_findsTheServerUp_andDownWhenItStops() throws Exception {
        Path statistics = directory.resolve("s");
        proxies.haproxy(
                "global\n    stats socket " + statistics + "\n" + proxies.haproxyConfiguration());
        // Layer 7, passed, 200: HAProxy takes a server for up before its first check.
        Await.until("up", LONG, () -> ask(statistics).matches("(?s).*jims,jims1,.*L7OK,200,.*"));
        assertThat(ask(statistics)).containsPattern("jims,jims1,.*,UP,");

        server.close();

        Await.until("down", LONG, () -> ask(statistics).matches("(?s).*jims,jims1,.*,DOWN,.*"));
    }

    @Test
    void haproxy_withACertificate_carriesTheChatOverTls() throws Exception {
        TestCertificate certificate = TestCertificate.make("EC", directory);
        certificate.writeTo(directory);
        proxies.write(
                "both.pem",
                Files.readString(directory.resolve("cert.pem"))
                        + Files.readString(directory.resolve("key.pem")));
        proxies.haproxy(
                proxies.haproxyConfiguration()
                        .replaceAll("(bind .*)", "$1 ssl crt " + directory + "/both.pem"));

        assertChatsOverTls(certificate);
    }

    @Test
    void apache_carriesAll_andItsReloadLosesNothing() throws Exception {
        Process apache = proxies.apache("-DFOREGROUND");

        assertAllIsCarried();
        assertReloadLosesNothing(() -> RealProxies.signal(apache, "USR1"));
        assertAllIsCarried();
    }

    @Test
    void caddy_carriesAll_andItsReloadLosesNothing() throws Exception {
        int admin = FreePort.any();
        proxies.caddy(admin);

        assertAllIsCarried();
        assertReloadLosesNothing(() ->
                proxies.output(
                        RealProxies.require("caddy"),
                        "reload",
                        "--force",
                        "--adapter",
                        "caddyfile",
                        "--address",
                        "127.0.0.1:" + admin,
                        "--config",
                        directory.resolve("Caddyfile").toString()));
        assertAllIsCarried();
    }

    @Test
    void caddy_findsTheServerUp_andDownWhenItStops() throws Exception {
        proxies.caddy(FreePort.any());
        Await.until("up", LONG, () -> status("/") == 200);

        server.close();

        // 502 is a connection that failed, 503 that no server is healthy.
        Await.until("down", LONG, () -> status("/") == 503);
    }

    @Test
    void varnish_carriesAll_findsTheServerUpAndDown_andItsReloadLosesNothing() throws Exception {
        Path work = directory.resolve("varnish");
        proxies.varnish(work);
        assertAllIsCarried();
        Path adm = RealProxies.require("varnishadm");
        Await.until(
                "the probe finds the server up, again and again",
                LONG,
                () -> backends(adm, work).matches("(?s).*[3-8]/8.*healthy.*"));

        assertReloadLosesNothing(() -> {
            String vcl = directory.resolve("default.vcl").toString();
            proxies.output(adm, "-n", work.toString(), "vcl.load", "again", vcl);
            proxies.output(adm, "-n", work.toString(), "vcl.use", "again");
        });
        assertAllIsCarried();
        server.close();

        Await.until("down", LONG, () -> backends(adm, work).contains("sick"));
    }

    private void assertAllIsCarried() throws Exception {
        Await.until("the page is served", () -> isServed("/"));
        assertThat(isServed("/static/jims-widget.js")).isTrue();
        try (JimsClient visitor = JimsClient.greeted(proxies.port(), "")) {
            visitor.message("hello");
            visitor.readUntil("done");
            assertThat(server.store().threads())
                    .anySatisfy(thread ->
                            assertThat(server.store().events(thread.id()).toString())
                                    .contains("Echo: hello"));
        }
    }

    /// What a visitor says during the reload is taken once and answered, on its thread; the proxy
    /// may have ended the socket, and then it is said again on another one.
    private void assertReloadLosesNothing(Reload reload) throws Exception {
        String message = Uuid7.next().toString();
        try (JimsClient visitor = JimsClient.greeted(proxies.port(), "")) {
            visitor.message("before the reload");
            visitor.readUntil("done");
            reload.run();
            visitor.message(message, "during the reload");
            visitor.readUntil("done");
        } catch (IOException e) { // its socket has ended
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        ThreadId thread = reloadedThread();
        try (JimsClient again = awaitVisitor("\"thread_id\":\"" + thread.value() + "\"")) {
            again.message(message, "during the reload");
            again.readUntil("ack");
            Await.until("it is answered", () -> said(thread).size() == 4);
        }
        assertThat(said(thread))
                .containsExactly(
                        "before the reload",
                        "Echo: before the reload",
                        "during the reload",
                        "Echo: during the reload");
    }

    private ThreadId reloadedThread() {
        return server.store().threads().stream()
                .map(ChatThread::id)
                .filter(id -> said(id).contains("before the reload"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> said(ThreadId thread) {
        return server.store().events(thread).stream()
                .filter(event -> event.type().startsWith(EventTypes.COMMUNICATION))
                .map(event -> String.valueOf(event.text("content")))
                .toList();
    }

    private JimsClient awaitVisitor(String members) throws Exception {
        JimsClient[] client = new JimsClient[1];
        Await.until(
                "visitors are let in",
                () -> {
                    try {
                        client[0] = JimsClient.greeted(proxies.port(), members);
                        return true;
                    } catch (IOException e) { // the proxy is at it
                        return false;
                    }
                });
        return client[0];
    }

    private interface Reload {
        void run() throws Exception;
    }

    private void assertChatsOverTls(TestCertificate certificate) throws Exception {
        SSLContext trusting = TestCertificate.trusting(List.of(certificate));
        Await.until(
                "the proxy listens",
                () -> {
                    try (RawSocket browser = RawSocket.tls(proxies.port(), trusting)) {
                        return !browser.hasInput();
                    } catch (IOException e) { // not started yet
                        return false;
                    }
                });
        try (RawSocket visitor = RawSocket.tls(proxies.port(), trusting)) {
            assertChats(visitor, "/ws/chat");
        }
    }

    private static void assertChats(RawSocket visitor, String path) throws IOException {
        assertThat(visitor.request(RawSocket.handshakeRequest(path))).startsWith("HTTP/1.1 101 ");
        visitor.text("hello");
        assertThat(visitor.readText()).isEqualTo("{\"text\":\"Echo: hello\"}");
    }

    private String backends(Path adm, Path work) throws IOException {
        return proxies.output(adm, "-n", work.toString(), "backend.list");
    }

    /// HAProxy's statistics, a line a server.
    private static String ask(Path statistics) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(statistics));
            Channels.newOutputStream(channel)
                    .write("show stat\n".getBytes(StandardCharsets.US_ASCII));
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (java.net.SocketException e) { // not started yet
            return "";
        }
    }

    private boolean isServed(String path) {
        try (RawSocket browser = RawSocket.tcp(proxies.port(), 0)) {
            String head = browser.request(request(path));
            return head.startsWith("HTTP/1.1 200 ")
                    && head.toLowerCase(Locale.ROOT).contains("content-type: text/");
        } catch (IOException e) { // not started yet
            return false;
        }
    }

    private int status(String path) {
        try (RawSocket browser = RawSocket.tcp(proxies.port(), 0)) {
            return Integer.parseInt(browser.request(request(path)).substring(9, 12));
        } catch (IOException e) { // not started yet
            return 0;
        }
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
}
