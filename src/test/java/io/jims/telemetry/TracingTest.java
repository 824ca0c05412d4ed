package io.jims.telemetry;

import static io.jims.telemetry.Outside.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.jims.cli.LiveServer;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole runs of the product with a collector beside it.
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";

    @TempDir Path directory;
    private Outside outside;

    @BeforeEach
    void startOutside() throws IOException {
        outside = new Outside();
    }

    @AfterEach
    void stopOutside() {
        outside.close();
    }

    @Test
    void run_isASpanBelowTheUpgradeRequest_withItsStoreBelowIt() throws Exception {
        String thread;
        try (LiveServer server = start(Map.of("OTEL_SERVICE_NAME", "shop-chat"), ToldApp.NAME)) {
            thread = ask(server, "hello");
        }

        Span run = only("jims.run_pipeline_with_context");
        assertThat(hex(run.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(run.getParentSpanId())).isEqualTo(CALLER);
        assertThat(attribute(run.getAttributesList(), "jims.pipeline")).isEqualTo("ToldApp");
        assertThat(attribute(run.getAttributesList(), "jims.thread.id"))
                .isEqualTo("…" + thread.substring(thread.length() - 6));
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(outside.spans("jims.store"))
                .extracting(span -> hex(span.getParentSpanId()))
                .containsExactlyInAnyOrder(CALLER, hex(run.getSpanId()));
        assertThat(attribute(outside.resource().getAttributesList(), "service.name"))
                .isEqualTo("shop-chat");
        assertThat(outside.spans().toString()).doesNotContain(thread).doesNotContain("hello");
    }

    @Test
    void failedRun_isMarked_withoutWhatWasSaid() throws Exception {
        try (LiveServer server = start(Map.of(), ToldApp.NAME)) {
            ask(server, "fail");
        }

        Span run = only("jims.run_pipeline_with_context");
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(run.toString()).doesNotContain("as asked");
        assertThat(attribute(outside.resource().getAttributesList(), "service.name"))
                .isEqualTo("jims-widget");
    }

    @Test
    void basicProtocol_isTraced_asARootWhereNobodySaysOtherwise() throws Exception {
        try (LiveServer server = start(Map.of(), "echo");
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("hello");
            socket.readText();
        }

        assertThat(only("jims.run_pipeline_with_context").getParentSpanId().isEmpty()).isTrue();
    }

    @Test
    void modelCall_isAClientSpanOfTheRun_asTheConventionsHaveIt() throws Exception {
        Map<String, String> model = Map.of("OPENAI_BASE_URL", outside.url() + "/v1");
        try (LiveServer server = start(model, "assistant", "--model=tiny")) {
            ask(server, "hello");
        }

        Span call = only("chat tiny");
        assertThat(call.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(call.getParentSpanId())
                .isEqualTo(only("jims.run_pipeline_with_context").getSpanId());
        assertThat(attribute(call.getAttributesList(), "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(attribute(call.getAttributesList(), "gen_ai.provider.name")).isEqualTo("openai");
        assertThat(attribute(call.getAttributesList(), "gen_ai.request.model")).isEqualTo("tiny");
        assertThat(attribute(call.getAttributesList(), "gen_ai.response.model"))
                .isEqualTo("tiny-2026");
        assertThat(attribute(call.getAttributesList(), "gen_ai.usage.input_tokens"))
                .isEqualTo("12");
        assertThat(attribute(call.getAttributesList(), "gen_ai.usage.output_tokens"))
                .isEqualTo("3");
    }

    @Test
    void jimsApiCall_isAClientSpanOfTheRun_thatTheServiceIsToldOf() throws Exception {
        try (LiveServer server = start(Map.of(), outside.url())) {
            ask(server, "hello");
        }

        Span call = only("POST jims-api");
        assertThat(call.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(call.getParentSpanId())
                .isEqualTo(only("jims.run_pipeline_with_context").getSpanId());
        assertThat(outside.questions())
                .singleElement()
                .satisfies(headers ->
                        assertThat(headers.getFirst("traceparent"))
                                .isEqualTo("00-" + TRACE + "-" + hex(call.getSpanId()) + "-01"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_EXPORTER_OTLP_PROTOCOL | grpc",
                "OTEL_TRACES_EXPORTER | pigeon",
                "OTEL_TRACES_SAMPLER | sometimes",
                "OTEL_BSP_MAX_QUEUE_SIZE | many"
            })
    void start_variableThatIsNotAllowed_isOneLine(String name, String value) {
        assertThatThrownBy(() -> start(Map.of(name, value), "echo"))
                .hasMessageContaining(value)
                .hasMessageContaining("OTEL_")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 | true",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4318/v1/traces | true",
                "OTEL_TRACES_EXPORTER=otlp | true",
                "OTEL_TRACES_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 | false",
                "OTEL_SDK_DISABLED=true OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 | false",
                "OTEL_SERVICE_NAME=shop | false"
            })
    void tracing_isOnWhereAnEndpointOrExporterIsNamed(String variables, boolean on) {
        Map<String, String> map =
                List.of(variables.split(" ")).stream()
                        .map(variable -> variable.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThat(TraceVariables.isWanted(map)).isEqualTo(on);
    }

    private LiveServer start(Map<String, String> variables, String app, String... arguments) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("OTEL_EXPORTER_OTLP_ENDPOINT", outside.url());
        List<String> flags = new ArrayList<>(List.of(arguments));
        flags.add("--app=" + app);
        return LiveServer.start(directory, all, flags.toArray(String[]::new));
    }

    /// Asks as a page would whose request is part of a trace: the thread.
    private static String ask(LiveServer server, String text) throws IOException {
        try (JimsClient client = JimsClient.traced(server.port(), TRACEPARENT)) {
            client.hello("");
            client.readUntil("welcome");
            client.message(text);
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            return thread;
        }
    }

    private Span only(String name) {
        assertThat(outside.spans(name)).as("spans called %s", name).hasSize(1);
        return outside.spans(name).getFirst();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
