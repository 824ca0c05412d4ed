package io.jims.testing;

import io.jims.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The whole program in a process of its own: the echo app on ports of the loopback address.
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final int port;
    private final int metricsPort;

    private ServerProcess(Process process, Path log, int port, int metricsPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.metricsPort = metricsPort;
    }

    /// Starts one and waits until it is ready.
    ///
    /// @param directory its working directory
    public static ServerProcess start(Path directory, String... flags) throws Exception {
        return startWithin(List.of(), directory, flags);
    }

    /// Starts one behind a program that sets bounds to it, such as `prlimit`.
    public static ServerProcess startWithin(List<String> bounds, Path directory, String... flags)
            throws Exception {
        int port = FreePort.any();
        int metricsPort = FreePort.any();
        List<String> command = new ArrayList<>(bounds);
        command.addAll(
                List.of(
                        JavaProgram.JAVA,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        JavaProgram.classPath(),
                        ServerProcess.class.getName(),
                        "--app=echo",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--metrics-port=" + metricsPort));
        command.addAll(List.of(flags));
        Path log = directory.resolve("server.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        ServerProcess started = new ServerProcess(builder.start(), log, port, metricsPort);
        started.awaitLogged("ready;");
        return started;
    }

    /// Runs the program, and loses each port whose number is written to it.
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().start(ServerProcess::losePorts);
        Main.main(arguments);
    }

    public int port() {
        return port;
    }

    public int metricsPort() {
        return metricsPort;
    }

    /// Has a port closed under the server, which is not told.
    public void lose(int lost) throws IOException {
        process.getOutputStream().write((lost + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /// Closes a port of this process under whoever listens on it, who is not told.
    public static void loseHere(int lost) {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("accept " + lost))
                .forEach(Thread::interrupt); // which closes the channel that it waits on
    }

    public void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// The exit code, once it has ended.
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end");
        }
        return process.exitValue();
    }

    public void awaitLogged(String text) throws Exception {
        Await.until(
                text, Duration.ofSeconds(60), () -> logged().contains(text) || diedBefore(text));
    }

    public String logged() throws IOException {
        return Files.readString(log);
    }

    /// Empties the log under the server, which goes on writing to it.
    public void emptyLog() throws IOException {
        Files.write(log, new byte[0]);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private boolean diedBefore(String text) throws IOException {
        if (process.isAlive() || logged().contains(text)) {
            return false;
        }
        throw new AssertionError("the server has ended: " + logged());
    }

    private static void losePorts() {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                loseHere(Integer.parseInt(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
