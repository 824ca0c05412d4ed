package io.jims.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.app.LoadedApp;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.lifecycle.Lifecycle;
import io.jims.observe.RunObserver;
import io.jims.operator.OperatorSettings;
import io.jims.operator.webhook.WebhookSettings;
import io.jims.server.LiveParts;
import io.jims.server.Parts;
import io.jims.server.Settings;
import io.jims.store.ThreadStore;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.InMemoryThreadStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Runs the command with parts that listen nowhere, and keeps what it wrote and did.
public final class Launch implements Parts {
    private final Path directory;
    private final Map<String, String> variables = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> steps = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private @Nullable Settings started;

    public Launch(Path directory) {
        this.directory = directory;
    }

    public Launch variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public Launch dotenv(String text) throws IOException {
        Files.writeString(directory.resolve(".env"), text);
        return this;
    }

    /// Lets a part (`store`, `metrics`, `server`) fail to start, or (`server.stop`) to stop.
    public Launch failing(String part, RuntimeException failure) {
        failures.put(part, failure);
        return this;
    }

    /// Returns the exit code. The server runs for no time.
    public int run(String... arguments) {
        return launcher().run(arguments);
    }

    /// What the server would start with; starts nothing.
    public Settings read(String... arguments) {
        return launcher().settings(arguments);
    }

    /// The flags of the server, as they are written.
    public static List<String> serverFlags() {
        return new Launch(Path.of(""))
                .commandLine().getCommandSpec().options().stream()
                        .filter(flag -> !flag.usageHelp() && !flag.versionHelp())
                        .map(OptionSpec::longestName)
                        .toList();
    }

    /// The commands and their flags.
    CommandLine commandLine() {
        return launcher().commandLine();
    }

    private Launcher launcher() {
        return new Launcher(
                variables,
                directory,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                this,
                running -> steps.add("running"));
    }

    public String out() {
        return out.toString(UTF_8);
    }

    public String err() {
        return err.toString(UTF_8);
    }

    /// What was started and stopped, in order.
    public List<String> steps() {
        return steps;
    }

    /// The settings with which the server started.
    public Settings settings() {
        return Optional.ofNullable(started)
                .orElseThrow(() -> new AssertionError("did not start: " + err()));
    }

    @Override
    public ThreadStore openStore(Settings settings) {
        step("store");
        return new InMemoryThreadStore(() -> step("store.stop"));
    }

    @Override
    public ThreadArchive openArchive(String url, StoreOptions options) {
        step("archive");
        return new LiveParts().openArchive(url, options);
    }

    @Override
    public ArchiveTotals copy(String from, String to, LongConsumer progress) {
        return new LiveParts().copy(from, to, progress);
    }

    @Override
    public void backUp(String url, Path target) {
        new LiveParts().backUp(url, target);
    }

    @Override
    public Lifecycle startLifecycle(Settings settings, ThreadStore store) {
        return Lifecycle.start(settings.lifecycle(), null);
    }

    @Override
    public Metrics startMetrics(Settings settings, ThreadStore store, LoadedApp app) {
        step("metrics");
        return new Metrics(RunObserver.NONE, 18001, () -> step("metrics.stop"));
    }

    @Override
    public Server startServer(
            Settings settings, ThreadStore store, PipelineExecutor runner, Guards guards) {
        step("server");
        started = settings;
        return new Server(18090, () -> step("server.stop"));
    }

    @Override
    public Operator startOperator(OperatorSettings settings) {
        step("operator");
        return new Operator(18002, () -> step("operator.stop"));
    }

    @Override
    public AutoCloseable startWebhook(WebhookSettings settings) {
        step("webhook");
        return () -> step("webhook.stop");
    }

    @Override
    public AutoCloseable startRetention(Duration kept) {
        step("retention");
        return () -> step("retention.stop");
    }

    private void step(String name) {
        steps.add(name);
        RuntimeException failure = failures.get(name);
        if (failure != null) {
            throw failure;
        }
    }
}
