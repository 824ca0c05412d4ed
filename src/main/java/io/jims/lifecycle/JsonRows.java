package io.jims.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the rows of a JSON or YAML document: Grist's `{"records": [{"fields": …}]}`, a list of
/// objects with `event` and `text`, or one object of texts by event. A text that is not a string
/// counts as missing.
final class JsonRows {
    private static final String RECORDS = "records";
    private static final String EVENT = "event";
    private static final String TEXT = "text";

    private JsonRows() {}

    /// @throws SourceException if the document has another form, or none of its rows has these
    ///   columns
    static List<TextRow> of(JsonNode document) {
        if (document.path(RECORDS).isArray()) {
            return ofRecords(document);
        }
        if (document.isArray()) {
            return ofTable(document, "");
        }
        if (document.isObject()) {
            return ofTexts(document);
        }
        throw new SourceException(
                "it is neither a list of objects with event and text, nor an object of texts by"
                        + " event");
    }

    /// The rows of Grist's answer alone.
    ///
    /// @throws SourceException as [#of] does
    static List<TextRow> ofRecords(JsonNode document) {
        if (!document.path(RECORDS).isArray()) {
            throw new SourceException("its answer has no records");
        }
        return ofTable(document.path(RECORDS), "fields");
    }

    static SourceException missingColumn(String column) {
        return new SourceException(
                "it has no column " + column + "; it must have the columns event and text");
    }

    private static List<TextRow> ofTable(JsonNode records, String fields) {
        List<TextRow> rows = new ArrayList<>();
        boolean hasEvent = records.isEmpty();
        boolean hasText = records.isEmpty();
        for (JsonNode item : records) {
            JsonNode entry = fields.isEmpty() ? item : item.path(fields);
            hasEvent |= entry.has(EVENT);
            hasText |= entry.has(TEXT);
            rows.add(new TextRow(string(entry.path(EVENT)), string(entry.path(TEXT))));
        }
        if (!hasEvent || !hasText) {
            throw missingColumn(hasEvent ? TEXT : EVENT);
        }
        return rows;
    }

    private static List<TextRow> ofTexts(JsonNode texts) {
        return texts.propertyStream()
                .map(entry -> new TextRow(entry.getKey(), string(entry.getValue())))
                .toList();
    }

    private static @Nullable String string(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }
}
