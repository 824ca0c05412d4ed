package io.jims.bench;

import com.sun.net.httpserver.HttpServer;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.ChatThread;
import io.jims.core.JimsApp;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.lifecycle.Texts;
import io.jims.observe.RunObserver;
import io.jims.observe.Tracer;
import io.jims.store.ContactThread;
import io.jims.store.DailyCounts;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import io.jims.telemetry.Telemetry;
import io.jims.telemetry.Tracing;
import io.jims.testing.MemoryCounts;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import io.jims.widget.WidgetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Our server without its database, which shows what everything else costs.
final class StorelessServer {
    private StorelessServer() {}

    /// @param arguments the port, and `metered` or `traced`
    static void main(String[] arguments) throws IOException {
        JimsApp app =
                new JimsApp(
                        "echo",
                        context ->
                                context.sendMessage(
                                        "Echo: " + context.lastUserMessage().orElseThrow()));
        WidgetServer.start(
                new ServerSettings(
                        "127.0.0.1",
                        Integer.parseInt(arguments[0]),
                        AccessSettings.OPEN,
                        1_000,
                        Limits.DEFAULT,
                        Quotas.NONE),
                new Forgetful(),
                new PipelineExecutor(app, Duration.ofMinutes(2), 256, observer(arguments)),
                tracer(arguments),
                () -> Texts.NONE);
    }

    private static RunObserver observer(String[] arguments) {
        return arguments.length == 1
                ? RunObserver.NONE
                : Telemetry.start("127.0.0.1", 0, List.of()).runObserver();
    }

    private static Tracer tracer(String[] arguments) throws IOException {
        return arguments.length > 1 && arguments[1].equals("traced") ? tracing() : Tracer.NONE;
    }

    /// Whatever the collector is sent, it throws away.
    private static Tracing tracing() throws IOException {
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        String url = "http://127.0.0.1:" + collector.getAddress().getPort();
        return Tracing.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", url));
    }

    private static final class Forgetful implements ThreadStore {
        @Override
        public Optional<ChatThread> find(ThreadId id) {
            return Optional.empty();
        }

        @Override
        public List<ThreadEvent> events(ThreadId id, int limit) {
            return List.of();
        }

        @Override
        public List<ContactThread> threadsOf(String contactId, int limit) {
            return List.of();
        }

        @Override
        public void store(ThreadChange change) {}

        @Override
        public Set<UUID> unanswered(ThreadId id) {
            return Set.of();
        }

        @Override
        public List<ChatThread> threadsOwingAnswers(int limit) {
            return List.of();
        }

        @Override
        public Optional<ThreadEvent> event(ThreadId id, UUID eventId) {
            return Optional.empty();
        }

        @Override
        public Optional<ChatThread> findByExternalId(String externalId) {
            return Optional.empty();
        }

        @Override
        public DailyCounts dailyCounts() {
            return new MemoryCounts();
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
