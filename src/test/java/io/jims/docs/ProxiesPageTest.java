package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.JimsApp;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.MarkdownPage;
import io.jims.testing.RawSocket;
import io.jims.testing.SharedMemory;
import io.jims.testing.TestServer;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import io.jims.widget.WidgetServer;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page's configurations, run by the real proxies: page, script and chat go through.
class ProxiesPageTest {
    private static final Path NOTICE = Path.of("target", "proxy-tests-skipped");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    @TempDir private Path directory;
    private final List<Process> started = new ArrayList<>();
    private TestServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.echo();
        port = freePort();
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        server.close();
    }

    @Test
    void nginx_carriesAll_andItsReloadLosesNothing() throws Exception {
        Path program = require("nginx");
        Path file = nginx(configuration("nginx").replace("listen 80", "listen 127.0.0.1:" + port));
        Process nginx = run(program, "-p", directory.toString(), "-c", file.toString());

        assertAllIsCarried();
        try (JimsClient visitor = JimsClient.greeted(port, "")) {
            signal(nginx, "HUP");
            visitor.message("during the reload");
            visitor.readUntil("done");
        }
        assertAllIsCarried();
    }

    /// Each visitor is let in at the first attempt: what is left is the widget's wait before it.
    @Test
    void nginx_beforeReplicasThatRestartInTurn_letsEveryVisitorInAtOnce() throws Exception {
        Path program = require("nginx");
        SharedMemory database = new SharedMemory();
        List<ThreadStore> stores = List.of(database.join(), database.join());
        List<Integer> ports = List.of(freePort(), freePort());
        List<WidgetServer> replicas = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            replicas.add(replica(ports.get(i), stores.get(i)));
        }
        String text =
                MarkdownPage.named("proxies.md")
                        .block("nginx", "upstream jims_widget")
                        .replace("127.0.0.1:8090", "127.0.0.1:" + ports.getFirst())
                        .replace("127.0.0.1:8091", "127.0.0.1:" + ports.getLast())
                        .replace("listen 80", "listen 127.0.0.1:" + port);
        run(program, "-p", directory.toString(), "-c", nginx(text).toString());
        try {
            Await.until("the page is served", () -> isServed("/"));
            List<JimsClient> visitors = new ArrayList<>();
            List<String> threads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                JimsClient visitor = JimsClient.greeted(port, "");
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
                            JimsClient.greeted(port, "\"thread_id\":\"" + threads.get(v) + "\"");
                    back.message("still here");
                    back.readUntil("done");
                    visitors.set(v, back);
                }
                replicas.set(restarted, replica(ports.get(restarted), stores.get(restarted)));
            }
            for (JimsClient visitor : visitors) {
                visitor.close();
            }
        } finally {
            replicas.forEach(WidgetServer::stop);
        }
    }

    private static WidgetServer replica(int port, ThreadStore store) {
        JimsApp app = new JimsApp("echo", TestServer::echo);
        return WidgetServer.start(
                new ServerSettings(
                        "127.0.0.1", port, AccessSettings.OPEN, 100, Limits.DEFAULT, Quotas.NONE),
                store,
                new PipelineExecutor(app, Duration.ofMinutes(1), 16, RunObserver.NONE));
    }

    @Test
    void nginx_asItIsUnconfigured_getsThePage() throws Exception {
        Path program = require("nginx");
        String shortest =
                configuration("nginx")
                        .replace("listen 80", "listen 127.0.0.1:" + port)
                        .replaceAll("(?m)^ *proxy_(http_version|set_header|read_timeout).*\n", "");
        run(program, "-p", directory.toString(), "-c", nginx(shortest).toString());

        Await.until("the page is served", () -> isServed("/"));
        assertThat(isServed("/static/jims-widget.js")).isTrue();
    }

    @Test
    void nginx_underAPath_carriesPageAndScript() throws Exception {
        Path program = require("nginx");
        String below =
                configuration("nginx")
                        .replace("listen 80", "listen 127.0.0.1:" + port)
                        .replace("location /", "location /chat/")
                        .replaceAll("(proxy_pass [^;]+);", "$1/;");
        run(program, "-p", directory.toString(), "-c", nginx(below).toString());

        Await.until("the page is served", () -> isServed("/chat/"));
        assertThat(isServed("/chat/static/jims-widget.js")).isTrue();
    }

    @Test
    void haproxy_carriesAll_andFindsTheServerUp() throws Exception {
        Path program = require("haproxy");
        String text = configuration("haproxy").replace("bind *:80", "bind 127.0.0.1:" + port);
        run(program, "-db", "-f", write("haproxy.cfg", text).toString());

        assertAllIsCarried();
    }

    @Test
    void apache_carriesAll() throws Exception {
        Path program = require("apache2");
        StringBuilder text = new StringBuilder("ServerName localhost\n");
        for (String module :
                List.of("mpm_event", "authz_core", "proxy", "proxy_http", "proxy_wstunnel")) {
            text.append("LoadModule %s_module %s/mod_%s.so\n".formatted(module, MODULES, module));
        }
        text.append(
                "Listen 127.0.0.1:%d\nPidFile %s/pid\nErrorLog %s/log\n"
                        .formatted(port, directory, directory));
        text.append(configuration("apache").replace("*:80", "127.0.0.1:" + port));
        run(program, "-X", "-d", directory.toString(), "-f", write("a.conf", text).toString());

        assertAllIsCarried();
    }

    @Test
    void caddy_carriesAll_andFindsTheServerUp() throws Exception {
        Path program = require("caddy");
        String text =
                "{\n admin off\n}\n"
                        + configuration("caddyfile").replace(":80 {", "http://:" + port + " {");
        run(
                program,
                "run",
                "--adapter",
                "caddyfile",
                "--config",
                write("Caddyfile", text).toString());

        assertAllIsCarried();
    }

    @Test
    void varnish_carriesAll_andFindsTheServerUp() throws Exception {
        Path program = require("varnishd");
        String text = configuration("vcl").replace("\"8090\"", "\"" + server.port() + "\"");
        String work = directory.resolve("varnish").toString();
        run(
                program,
                "-F",
                "-j",
                "none", // else it gives up the rights to read our files
                "-n",
                work,
                "-a",
                "127.0.0.1:" + port,
                "-f",
                write("default.vcl", text).toString());
        assertAllIsCarried();

        Path adm = require("varnishadm");
        Await.until(
                "the probe finds the server up, again and again",
                Duration.ofSeconds(30),
                () -> output(adm, "-n", work, "backend.list").matches("(?s).*[3-8]/8.*healthy.*"));
    }

    private void assertAllIsCarried() throws Exception {
        Await.until("the page is served", () -> isServed("/"));
        assertThat(isServed("/static/jims-widget.js")).isTrue();
        try (JimsClient visitor = JimsClient.greeted(port, "")) {
            visitor.message("hello");
            visitor.readUntil("done");
            assertThat(server.store().threads())
                    .anySatisfy(thread ->
                            assertThat(server.store().events(thread.id()).toString())
                                    .contains("Echo: hello"));
        }
    }

    private boolean isServed(String path) {
        try (RawSocket browser = RawSocket.tcp(port, 0)) {
            String head = browser.request("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return head.startsWith("HTTP/1.1 200 ")
                    && head.toLowerCase(Locale.ROOT).contains("content-type: text/");
        } catch (IOException e) { // not started yet
            return false;
        }
    }

    private String configuration(String language) throws IOException {
        return MarkdownPage.named("proxies.md")
                .blocks(language)
                .getFirst()
                .replace("127.0.0.1:8090", "127.0.0.1:" + server.port());
    }

    private Path nginx(String site) throws IOException {
        return write(
                "nginx.conf",
                "daemon off;\nmaster_process on;\nerror_log stderr;\npid "
                        + directory
                        + "/pid;\nevents {}\nhttp {\naccess_log off;\n"
                        + site
                        + "}\n");
    }

    private Path write(String name, CharSequence text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Process run(Path program, String... arguments) throws IOException {
        Process process = builder(program, arguments).start();
        started.add(process);
        return process;
    }

    private String output(Path program, String... arguments) throws IOException {
        Process process =
                builder(program, arguments).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private ProcessBuilder builder(Path program, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", directory.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve(program.getFileName() + ".log").toFile());
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /// Below those that the kernel gives to clients, of which this test has some.
    private static int freePort() throws IOException {
        BindException taken = null;
        for (int tries = 0; tries < 100; tries++) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                taken = e;
            }
        }
        throw new IOException("no port is free", taken);
    }

    private static Path require(String program) throws IOException {
        Optional<Path> found =
                Stream.concat(
                                Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                                Stream.of("/usr/sbin"))
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty()) {
            Files.writeString(
                    NOTICE,
                    "proxy tests were skipped: there is no " + program + " on this machine");
        }
        assumeTrue(found.isPresent(), "there is no " + program + " on this machine");
        return found.orElseThrow();
    }
}
