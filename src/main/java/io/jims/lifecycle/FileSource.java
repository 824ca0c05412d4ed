package io.jims.lifecycle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts in a file of one of the [FileFormat]s. Its version is its time of change and its size.
final class FileSource implements TextSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private final Path file;
    private final FileFormat format;

    FileSource(Path file, FileFormat format) {
        this.file = file;
        this.format = format;
    }

    @Override
    public String description() {
        return "the file " + file;
    }

    @Override
    public Reading read(@Nullable String version) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            String current = found.lastModifiedTime() + " " + found.size();
            return current.equals(version)
                    ? new Reading.Unchanged()
                    : new Reading.Rows(rows(content()), current);
        } catch (NoSuchFileException e) {
            throw new SourceException("it does not exist", e);
        } catch (JacksonException e) {
            throw new SourceException("it is no " + format + ": " + where(e), e);
        } catch (IOException e) {
            throw new SourceException("it cannot be read: " + e, e);
        }
    }

    private byte[] content() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(SourceBounds.BYTES + 1);
            if (content.length > SourceBounds.BYTES) {
                throw new SourceException("it has more than " + SourceBounds.BYTES + " bytes");
            }
            return content;
        }
    }

    private List<TextRow> rows(byte[] content) throws IOException {
        return switch (format) {
            case CSV -> CsvRows.of(content);
            case JSON -> JsonRows.of(document(JSON, content));
            case YAML -> JsonRows.of(document(YAML, content));
        };
    }

    /// An empty file has no texts.
    private static JsonNode document(ObjectMapper mapper, byte[] content) throws IOException {
        JsonNode document = mapper.readTree(content);
        return document.isMissingNode() || document.isNull() ? mapper.createArrayNode() : document;
    }

    private static String where(JacksonException e) {
        String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return e.getLocation() == null
                ? reason
                : "line " + e.getLocation().getLineNr() + ": " + reason;
    }
}
