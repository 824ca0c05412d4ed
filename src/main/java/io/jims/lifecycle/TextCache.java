package io.jims.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The file that keeps a source's last good texts for the next start. Used by one thread at a time.
///
/// If the file cannot be used, only the cache is lost, so that is only logged.
final class TextCache {
    private static final Logger LOGGER = System.getLogger(TextCache.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "source";
    private static final String TEXTS = "texts";

    private final Path file;
    private final String source;
    private boolean failing;

    /// @param source whose texts they are; those of another one are not loaded
    TextCache(Path file, String source) {
        this.file = file;
        this.source = source;
    }

    /// What was kept; nothing where there is no file, or no good one.
    Texts load() {
        if (!Files.exists(file)) {
            return Texts.NONE;
        }
        try {
            if (Files.size(file) > SourceBounds.BYTES) {
                throw new IOException("it has more than " + SourceBounds.BYTES + " bytes");
            }
            JsonNode kept = JSON.readTree(Files.readAllBytes(file));
            boolean isOurs = kept.path(SOURCE).asText().equals(source);
            List<TextRow> rows = isOurs ? JsonRows.of(kept.path(TEXTS)) : List.of();
            return Selection.of(rows).texts();
        } catch (IOException | SourceException e) {
            LOGGER.log(
                    Level.WARNING,
                    "The texts kept in {0} (--lifecycle-cache) are lost: {1}",
                    file,
                    e);
            return Texts.NONE;
        }
    }

    /// Keeps these and no others. A crash meanwhile leaves the file as it was.
    void keep(Texts texts) {
        ObjectNode json = JSON.createObjectNode().put(SOURCE, source);
        ArrayNode rows = json.putArray(TEXTS);
        texts.rows()
                .forEach(row -> rows.addObject().put("event", row.event()).put("text", row.text()));
        try {
            replace(JSON.writeValueAsBytes(json));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOGGER.log(
                        Level.WARNING,
                        "The texts cannot be kept for the next start in {0} (--lifecycle-cache):"
                                + " {1}",
                        file,
                        e);
            }
            failing = true;
        }
    }

    private void replace(byte[] content) throws IOException {
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), ".lifecycle", null);
        try {
            Files.write(written, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
