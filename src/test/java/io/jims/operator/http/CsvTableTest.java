package io.jims.operator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20SUM"
            })
    void cell_thatASpreadsheetWouldEvaluate_isText(String formula) throws IOException {
        assertThat(csvOf(formula)).isEqualTo("\uFEFF\"said\"\r\n\"'" + formula + "\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+1", "a=b", " =1", "'"})
    void otherCell_staysAsItIs(String text) throws IOException {
        assertThat(csvOf(text)).isEqualTo("\uFEFF\"said\"\r\n\"" + text + "\"\r\n");
    }

    private static String csvOf(String cell) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try (CsvTable table = new CsvTable(csv, List.of("said"))) {
            table.addRow(List.of(cell));
        }
        return csv.toString(UTF_8);
    }
}
