package io.jims.app.assistant.tool;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.testing.Await;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Real MCP servers: the reference server of npm, and one of the tests' own on the official SDK
/// that comes with it. They are installed once, below `target/`.
public final class McpServers implements AutoCloseable {
    private static final String PACKAGE = "@modelcontextprotocol/server-everything";
    private static final String VERSION = "2026.8.31";
    private static final Path HOME = Path.of("target", "mcp-servers").toAbsolutePath();
    private static final Path EVERYTHING =
            HOME.resolve("node_modules").resolve(PACKAGE).resolve("dist/index.js");
    private static final Path SCRIPTS = Path.of("src", "test", "mcp");

    private final List<Process> started = new ArrayList<>();

    /// Skips the calling test where there is no npm.
    public McpServers() throws IOException, InterruptedException {
        assumeTrue(hasNpm(), "npm is needed for MCP servers");
        if (!Files.exists(EVERYTHING)) {
            Files.createDirectories(HOME);
            List<String> install =
                    List.of(
                            "npm",
                            "install",
                            "--prefix",
                            HOME.toString(),
                            "--no-audit",
                            "--no-fund",
                            PACKAGE + "@" + VERSION);
            if (run(install).waitFor() != 0) {
                throw new AssertionError(String.join(" ", install) + " failed");
            }
        }
    }

    /// The reference server, started by whoever uses it.
    public static McpServer everything() {
        return new McpServer.Local(List.of("node", EVERYTHING.toString(), "stdio"));
    }

    /// A server whose tool finds pages.
    public static McpServer library() throws IOException {
        return new McpServer.Local(List.of("node", script("library.mjs")));
    }

    /// Starts the reference server, to be reached by streamable HTTP, and waits until it listens.
    public Process listen(int port) throws Exception {
        return listen(port, Map.of(), EVERYTHING.toString(), "streamableHttp");
    }

    /// Starts a server that listens to those who have this token, and tells their header `X-Team`.
    public Process listenGuarded(int port, String token) throws Exception {
        return listen(port, Map.of("TOKEN", token), script("guarded.mjs"));
    }

    private Process listen(int port, Map<String, String> variables, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst("node");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD);
        builder.environment().putAll(variables);
        builder.environment().put("PORT", String.valueOf(port));
        Process process = builder.start();
        started.add(process);
        Await.until("the MCP server listens", () -> listens(port));
        return process;
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }

    /// Puts the script where it finds the packages.
    private static String script(String name) throws IOException {
        Path script = HOME.resolve(name);
        Files.writeString(script, Files.readString(SCRIPTS.resolve(name)));
        return script.toString();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasNpm() throws InterruptedException {
        try {
            return run(List.of("npm", "--version")).waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process run(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }
}
