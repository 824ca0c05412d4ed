package io.jims.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.store.ArchiveRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How conversations are written for others to read.
enum ExportFormat {
    /// A JSON object a line, the same as the command `export` writes.
    JSON_LINES("application/jsonl", "jsonl") {
        @Override
        Writer to(OutputStream out) {
            return new Lines(out);
        }
    },
    /// A line an event, in UTF-8 with the mark that spreadsheets look for.
    CSV("text/csv; charset=utf-8", "csv") {
        @Override
        Writer to(OutputStream out) throws IOException {
            return new Table(out);
        }
    };

    private static final CsvMapper TABLES =
            CsvMapper.csvBuilder()
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
                    .build();

    private static final CsvSchema COLUMNS =
            CsvSchema.builder()
                    .addColumn("thread_id")
                    .addColumn("contact_id")
                    .addColumn("event_id")
                    .addColumn("created_at")
                    .addColumn("event_type")
                    .addColumn("role")
                    .addColumn("content")
                    .addColumn("event_data")
                    .setUseHeader(true)
                    .setLineSeparator("\r\n") // RFC 4180
                    .build();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// What spreadsheets take for the beginning of a formula, wide forms among them.
    private static final String FORMULA = "=+-@\t\r\n=+-@";

    private final String contentType;
    private final String suffix;

    ExportFormat(String contentType, String suffix) {
        this.contentType = contentType;
        this.suffix = suffix;
    }

    String contentType() {
        return contentType;
    }

    /// Of a file's name.
    String suffix() {
        return suffix;
    }

    /// @param out closed with the writer
    abstract Writer to(OutputStream out) throws IOException;

    /// The text as a cell that no spreadsheet reckons with: what a visitor wrote would be run on
    /// the operator's machine.
    static String cell(@Nullable String text) {
        String shown = Objects.requireNonNullElse(text, "");
        boolean runs = !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0;
        return runs ? "'" + shown : shown;
    }

    /// A table of its own.
    static byte[] table(List<String> columns, List<Map<String, @Nullable Object>> rows)
            throws JsonProcessingException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        List<List<String>> cells =
                rows.stream()
                        .map(row ->
                                columns.stream()
                                        .map(name -> cell(Objects.toString(row.get(name), "")))
                                        .toList())
                        .toList();
        String table = TABLES.writer(schema.build()).writeValueAsString(cells);
        return (BYTE_ORDER_MARK + table).getBytes(UTF_8);
    }

    /// Takes threads, each with its events behind it. Used by one thread.
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

    private static final class Table implements Writer {
        private final OutputStream out;
        private final SequenceWriter rows;

        Table(OutputStream out) throws IOException {
            this.out = out;
            out.write(BYTE_ORDER_MARK.getBytes(UTF_8));
            this.rows = TABLES.writer(COLUMNS).writeValues(out);
            rows.write(List.of()); // the header alone, where there is nothing
        }

        @Override
        public void thread(ChatThread thread) {
            // its columns stand in each line
        }

        @Override
        public void event(ChatThread thread, ThreadEvent event) throws IOException {
            rows.write(
                    List.of(
                            thread.id().value().toString(),
                            cell(thread.contactId()),
                            event.id().toString(),
                            event.createdAt().toString(),
                            cell(event.type()),
                            cell(event.text("role")),
                            cell(event.content()),
                            new String(JsonAnswers.bytes(event.data()), UTF_8)));
        }

        @Override
        public void close() throws IOException {
            rows.close();
            out.close();
        }
    }
}
