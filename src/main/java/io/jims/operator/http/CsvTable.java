package io.jims.operator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as CSV (RFC 4180), in UTF-8 with a byte order mark for spreadsheets. Used by one thread.
public final class CsvTable implements AutoCloseable {
    public static final String CONTENT_TYPE = "text/csv; charset=utf-8";

    private static final CsvMapper CSV =
            CsvMapper.csvBuilder()
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
                    .build();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// Characters with which a formula begins in spreadsheets, full-width forms included.
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final OutputStream out;
    private final SequenceWriter rows;

    /// Writes the header.
    ///
    /// @param out closed with the table
    public CsvTable(OutputStream out, List<String> columns) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        this.out = out;
        out.write(BYTE_ORDER_MARK.getBytes(UTF_8));
        this.rows = CSV.writer(schema.build()).writeValues(out);
        rows.write(List.of()); // the header alone, where there is nothing
    }

    public void addRow(List<? extends @Nullable String> cells) throws IOException {
        rows.write(cells.stream().map(CsvTable::inert).toList());
    }

    @Override
    public void close() throws IOException {
        rows.close();
        out.close();
    }

    /// The text as a cell that no spreadsheet evaluates: a visitor's formula would run on the
    /// operator's machine.
    private static String inert(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
