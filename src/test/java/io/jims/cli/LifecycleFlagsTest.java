package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.secret.Secret;
import io.jims.lifecycle.GristDocument;
import io.jims.lifecycle.LifecycleSettings.Origin;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleFlagsTest {
    private static final GristDocument DOCUMENT =
            new GristDocument(URI.create("http://127.0.0.1:1/"), "aBc_1", new Secret("s3cret"));

    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void auto_withTheVariablesOfGrist_isGrist() {
        grist();

        assertThat(origin()).isEqualTo(new Origin.Grist(DOCUMENT, true));
    }

    @Test
    void auto_withoutOneOfThem_isTheTableWhereItIsThere() {
        grist().variable("GRIST_API_KEY", "");

        assertThat(origin()).isEqualTo(new Origin.Table(false));
    }

    @Test
    void others_areWhatTheySay_whateverTheVariables() {
        grist();

        assertThat(origin("--lifecycle", "sql")).isEqualTo(new Origin.Table(true));
        assertThat(origin("--lifecycle", "None")).isEqualTo(new Origin.None());
        assertThat(origin("--lifecycle", "grist")).isEqualTo(new Origin.Grist(DOCUMENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRIST_SERVER_URL||--lifecycle: grist needs GRIST_SERVER_URL to be set",
                "GRIST_API_KEY||--lifecycle: grist needs GRIST_API_KEY to be set",
                "GRIST_DATA_MODEL_DOC_ID||--lifecycle: grist needs GRIST_DATA_MODEL_DOC_ID to be"
                        + " set",
                "GRIST_SERVER_URL|grist|GRIST_SERVER_URL is not allowed; give an http or https URL",
                "GRIST_SERVER_URL|http://a b|GRIST_SERVER_URL is not allowed; give a URL",
                "GRIST_SERVER_URL|http://u:p@a|GRIST_SERVER_URL is not allowed; give an http or",
                "GRIST_API_KEY|sec ret|GRIST_API_KEY is not allowed; an API key has printable"
                        + " ASCII",
                "GRIST_DATA_MODEL_DOC_ID|../x|GRIST_DATA_MODEL_DOC_ID is not allowed; a document's"
                        + " id"
            })
    void badVariable_isNamed_andNotShown(String name, String value, String message) {
        grist().variable(name, value == null ? "" : value);

        assertThat(launch.run("--lifecycle", "grist")).isEqualTo(2);
        assertThat(launch.err())
                .startsWith("jims-widget: " + message)
                .doesNotContain("sec ret", "u:p@a")
                .hasLineCount(1);
    }

    @Test
    void otherName_isRefused() {
        assertThat(launch.run("--lifecycle", "gist")).isEqualTo(2);
        assertThat(launch.err())
                .isEqualToIgnoringNewLines(
                        "jims-widget: --lifecycle: 'gist' is not allowed; give auto, grist, sql,"
                                + " none, or a .csv, .json, .yaml or .yml file");
    }

    @Test
    void start_saysWhereTheWordsComeFrom() {
        launch.run("--lifecycle", "words.csv");

        assertThat(launch.err())
                .contains("words of the widget: the file " + directory.resolve("words.csv"))
                .contains("gives no texts, 0 that it had before stay: it does not exist");
    }

    private Launch grist() {
        return launch.variable("GRIST_SERVER_URL", "http://127.0.0.1:1/")
                .variable("GRIST_API_KEY", "s3cret")
                .variable("GRIST_DATA_MODEL_DOC_ID", "aBc_1");
    }

    private Origin origin(String... arguments) {
        launch.run(arguments);
        return launch.settings().lifecycle().origin();
    }
}
