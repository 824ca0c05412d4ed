package io.jims.operator.thread;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.operator.http.CsvTable;
import io.jims.operator.http.JsonAnswers;
import io.jims.store.archive.ArchiveRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/// The formats of an export.
enum ExportFormat {
    /// One JSON object a line, as the command `export` writes them.
    JSON_LINES("application/jsonl", "jsonl") {
        @Override
        Writer to(OutputStream out) {
            return new Lines(out);
        }
    },
    /// One event a line.
    CSV(CsvTable.CONTENT_TYPE, "csv") {
        @Override
        Writer to(OutputStream out) throws IOException {
            return new Table(new CsvTable(out, COLUMNS));
        }
    };

    private static final List<String> COLUMNS =
            List.of(
                    "thread_id",
                    "contact_id",
                    "event_id",
                    "created_at",
                    "event_type",
                    "role",
                    "content",
                    "event_data");

    private final String contentType;
    private final String suffix;

    ExportFormat(String contentType, String suffix) {
        this.contentType = contentType;
        this.suffix = suffix;
    }

    String contentType() {
        return contentType;
    }

    /// The extension of the file's name.
    String suffix() {
        return suffix;
    }

    /// @param out closed with the writer
    abstract Writer to(OutputStream out) throws IOException;

    /// Takes each thread, followed by its events. Used by one thread.
    interface Writer extends AutoCloseable {
        void thread(ChatThread thread) throws IOException;

        void event(ChatThread thread, ThreadEvent event) throws IOException;

        @Override
        void close() throws IOException;
    }

    private record Lines(OutputStream out) implements Writer {
        @Override
        public void thread(ChatThread thread) throws IOException {
            write(ArchiveRecords.of(thread));
        }

        @Override
        public void event(ChatThread thread, ThreadEvent event) throws IOException {
            write(ArchiveRecords.of(thread.id(), event));
        }

        private void write(Object line) throws IOException {
            out.write(JsonAnswers.bytes(line));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private record Table(CsvTable table) implements Writer {
        @Override
        public void thread(ChatThread thread) {
            // its columns stand in each line
        }

        @Override
        public void event(ChatThread thread, ThreadEvent event) throws IOException {
            table.addRow(
                    Arrays.asList( // may hold null
                            thread.id().value().toString(),
                            thread.contactId(),
                            event.id().toString(),
                            event.createdAt().toString(),
                            event.type(),
                            event.text("role"),
                            event.content(),
                            new String(JsonAnswers.bytes(event.data()), UTF_8)));
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }
}
