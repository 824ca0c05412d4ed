package io.jims.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs the proxies of this machine with the configurations of the page, in front of one server.
public final class RealProxies implements AutoCloseable {
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Path directory;
    private final int serverPort;
    private final int port;
    private final List<Process> started = new ArrayList<>();

    /// @param directory for their files
    /// @param serverPort what they are proxies of
    public RealProxies(Path directory, int serverPort) throws IOException {
        this.directory = directory;
        this.serverPort = serverPort;
        this.port = FreePort.any();
    }

    /// What the next proxy listens on.
    public int port() {
        return port;
    }

    /// The page's configuration in this language, for the server under test.
    public String configuration(String language) throws IOException {
        return MarkdownPage.named("proxies.md")
                .blocks(language)
                .getFirst()
                .replace("127.0.0.1:8090", "127.0.0.1:" + serverPort);
    }

    /// The page's nginx, with more in its configuration.
    public Process nginx(String site) throws IOException {
        Path program = require("nginx");
        Path file =
                write(
                        "nginx.conf",
                        "daemon off;\nmaster_process on;\nerror_log stderr;\npid "
                                + directory
                                + "/pid;\nevents {}\nhttp {\naccess_log off;\n"
                                + site
                                + "}\n");
        return run(program, "-p", directory.toString(), "-c", file.toString());
    }

    /// The page's site of nginx on our port.
    public String nginxSite() throws IOException {
        return configuration("nginx").replace("listen 80", "listen 127.0.0.1:" + port);
    }

    /// The page's site of nginx for two replicas, on our port.
    public String nginxBefore(List<Integer> ports) throws IOException {
        return MarkdownPage.named("proxies.md")
                .block("nginx", "upstream jims_widget")
                .replace("127.0.0.1:8090", "127.0.0.1:" + ports.getFirst())
                .replace("127.0.0.1:8091", "127.0.0.1:" + ports.getLast())
                .replace("listen 80", "listen 127.0.0.1:" + port);
    }

    /// The same, with the server under a path of its own, as the page says.
    ///
    /// @param path with a slash at its beginning and its end
    public String nginxSiteUnder(String path) throws IOException {
        return nginxSite()
                .replace("location /", "location " + path)
                .replaceAll("(proxy_pass [^;]+);", "$1/;");
    }

    /// Runs HAProxy with a master, which SIGUSR2 has read its configuration again.
    public Process haproxy(String configuration) throws IOException {
        return run(
                require("haproxy"),
                "-W",
                "-db",
                "-f",
                write("haproxy.cfg", configuration).toString());
    }

    /// The page's HAProxy on our port.
    public String haproxyConfiguration() throws IOException {
        return configuration("haproxy").replace("bind *:80", "bind 127.0.0.1:" + port);
    }

    public Process apache(String... options) throws IOException {
        Path program = require("apache2");
        StringBuilder text = new StringBuilder("ServerName localhost\nUser www-data\n");
        for (String module :
                List.of("mpm_event", "authz_core", "proxy", "proxy_http", "proxy_wstunnel")) {
            text.append("LoadModule %s_module %s/mod_%s.so\n".formatted(module, MODULES, module));
        }
        text.append(
                "Listen 127.0.0.1:%d\nPidFile %s/pid\nErrorLog %s/log\n"
                        .formatted(port, directory, directory));
        text.append(configuration("apache").replace("*:80", "127.0.0.1:" + port));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(
                List.of("-d", directory.toString(), "-f", write("a.conf", text).toString()));
        return run(program, arguments.toArray(String[]::new));
    }

    /// Caddy, whose API is on a port of its own.
    ///
    /// @param admin that port
    public Process caddy(int admin) throws IOException {
        String text =
                "{\n admin 127.0.0.1:"
                        + admin
                        + "\n}\n"
                        + configuration("caddyfile").replace(":80 {", "http://:" + port + " {");
        return run(
                require("caddy"),
                "run",
                "--adapter",
                "caddyfile",
                "--config",
                write("Caddyfile", text).toString());
    }

    /// Varnish, in a working directory of its own.
    ///
    /// @param work that directory
    public Process varnish(Path work) throws IOException {
        String text = configuration("vcl").replace("\"8090\"", "\"" + serverPort + "\"");
        return run(
                require("varnishd"),
                "-F",
                "-j",
                "none", // else it gives up the rights to read our files
                "-n",
                work.toString(),
                "-a",
                "127.0.0.1:" + port,
                "-f",
                write("default.vcl", text).toString());
    }

    public Path write(String name, CharSequence text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /// What a program says, once it has ended.
    public String output(Path program, String... arguments) throws IOException {
        Process process =
                builder(program, arguments).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    public static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /// The program of this name; skips the test, and says so, where there is none.
    public static Path require(String program) {
        Optional<Path> found = Programs.find(program);
        if (found.isEmpty()) {
            Skipped.because(
                    "proxy",
                    "proxy tests were skipped: there is no " + program + " on this machine");
        }
        return found.orElseThrow();
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.destroy();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }

    private Process run(Path program, String... arguments) throws IOException {
        Process process = builder(program, arguments).start();
        started.add(process);
        return process;
    }

    private ProcessBuilder builder(Path program, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", directory.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve(program.getFileName() + ".log").toFile());
    }
}
