package io.jims.lifecycle;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parses a CSV file (RFC 4180) in UTF-8, with or without a byte order mark. Its first line names
/// the columns, in any order; columns other than `event` and `text` are ignored.
final class CsvRows {
    private static final ObjectReader LINES =
            new CsvMapper()
                    .readerFor(String[].class)
                    .with(CsvParser.Feature.WRAP_AS_ARRAY)
                    .with(CsvParser.Feature.SKIP_EMPTY_LINES);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private CsvRows() {}

    /// @throws SourceException if a column is missing
    static List<TextRow> of(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8);
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try (MappingIterator<String[]> lines = LINES.readValues(plain)) {
            List<TextRow> rows = new ArrayList<>();
            if (!lines.hasNextValue()) {
                return rows;
            }
            List<String> columns = Stream.of(lines.nextValue()).map(CsvRows::name).toList();
            int event = position(columns, "event");
            int words = position(columns, "text");
            while (lines.hasNextValue()) {
                String[] line = lines.nextValue();
                rows.add(new TextRow(cell(line, event), cell(line, words)));
            }
            return rows;
        }
    }

    private static String name(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    private static int position(List<String> columns, String name) {
        int position = columns.indexOf(name);
        if (position < 0) {
            throw JsonRows.missingColumn(name);
        }
        return position;
    }

    private static @Nullable String cell(String[] line, int position) {
        return position < line.length ? line[position] : null;
    }
}
