package io.jims.cli.database;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.archive.ArchiveRecords;
import io.jims.store.archive.ThreadArchive.ArchiveReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes an archive's records as JSON objects, one a line, in ASCII.
final class ExportedLines implements ArchiveReader, AutoCloseable {
    /// Lone surrogates, which UTF-8 cannot encode, are escaped as well.
    private static final ObjectWriter JSON =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .build()
                    .writer();

    private final OutputStream out;

    ExportedLines(OutputStream out) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
    }

    @Override
    public void thread(ChatThread thread) {
        write(ArchiveRecords.of(thread));
    }

    @Override
    public void event(ThreadId thread, ThreadEvent event) {
        write(ArchiveRecords.of(thread, event));
    }

    /// Flushes the buffer, and leaves the stream open.
    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Map<String, @Nullable Object> line) {
        try {
            JSON.writeValue(out, line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
