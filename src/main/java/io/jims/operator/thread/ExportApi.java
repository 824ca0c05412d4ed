package io.jims.operator.thread;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.operator.http.BadRequest;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import io.jims.operator.http.StreamedAnswers;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadIndex.Place;
import io.jims.store.index.ThreadSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Exports conversations as JSON lines or CSV, page by page, so that a slow client holds neither
/// memory nor the database. Safe for all threads.
public record ExportApi(OperatorStore store) {
    private static final int THREADS = 200;
    private static final int EVENTS = 500;
    private static final int BUFFER = 64 * 1024;

    public void register(HttpRouting.Builder routing) {
        routing.get("/api/export", this::exportAll)
                .get("/api/threads/{id}/export", this::exportOne);
    }

    private void exportOne(ServerRequest request, ServerResponse response) throws IOException {
        Optional<ChatThread> thread = Parameters.thread(request).flatMap(store.threads()::find);
        if (thread.isEmpty()) {
            JsonAnswers.sendNotFound(response);
            return;
        }
        ExportFormat format = format(request);
        try (ExportFormat.Writer out = open(format, "conversation", request, response)) {
            export(thread.get(), out);
        }
    }

    private void exportAll(ServerRequest request, ServerResponse response) throws IOException {
        ThreadFilter filter = new Parameters(request).filter();
        ExportFormat format = format(request);
        try (ExportFormat.Writer out = open(format, "conversations", request, response)) {
            if (filter.equals(ThreadFilter.ALL)) {
                exportAll(out);
            } else {
                exportFound(filter, out);
            }
        }
    }

    private void exportAll(ExportFormat.Writer out) throws IOException {
        List<ChatThread> page = store.index().threads(null, THREADS);
        while (!page.isEmpty()) {
            for (ChatThread thread : page) {
                export(thread, out);
            }
            page = store.index().threads(page.getLast().id(), THREADS);
        }
    }

    private void exportFound(ThreadFilter filter, ExportFormat.Writer out) throws IOException {
        List<ThreadSummary> page = store.index().find(filter, null, THREADS);
        while (!page.isEmpty()) {
            for (ThreadSummary found : page) {
                Optional<ChatThread> thread = store.threads().find(found.id());
                if (thread.isPresent()) { // or erased meanwhile
                    export(thread.get(), out);
                }
            }
            page = store.index().find(filter, Place.of(page.getLast()), THREADS);
        }
    }

    private void export(ChatThread thread, ExportFormat.Writer out) throws IOException {
        out.thread(thread);
        ThreadId id = thread.id();
        List<ThreadEvent> page = store.index().events(id, null, EVENTS);
        while (!page.isEmpty()) {
            for (ThreadEvent event : page) {
                out.event(thread, event);
            }
            UUID last = page.getLast().id();
            page = page.size() < EVENTS ? List.of() : store.index().events(id, last, EVENTS);
        }
    }

    private static ExportFormat.Writer open(
            ExportFormat format, String name, ServerRequest request, ServerResponse response)
            throws IOException {
        StreamedAnswers.require(request);
        response.header(HeaderNames.CONTENT_TYPE, format.contentType())
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + format.suffix() + "\"");
        OutputStream out = new BufferedOutputStream(response.outputStream(), BUFFER);
        return format.to(out);
    }

    private static ExportFormat format(ServerRequest request) {
        @Nullable String name = new Parameters(request).text("format");
        return switch (name) {
            case null -> ExportFormat.JSON_LINES;
            case "jsonl" -> ExportFormat.JSON_LINES;
            case "csv" -> ExportFormat.CSV;
            default -> throw new BadRequest("format is one of jsonl, csv.");
        };
    }
}
