package io.jims.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/// The real `jims-core`, on the interpreter that the environment variable `JIMS_TEST_PYTHON` names.
final class PythonJims {
    private static final String VARIABLE = "JIMS_TEST_PYTHON";
    private static final Path SCRIPT = Path.of("src", "test", "python", "jims_thread.py");

    private PythonJims() {}

    /// Skips the calling test where the packages are missing.
    static void require(String driver) throws Exception {
        assumeTrue(System.getenv(VARIABLE) != null, VARIABLE + " is not set");
        int exit = start("-c", "import jims_core, sqlalchemy, " + driver).waitFor();
        assumeTrue(exit == 0, VARIABLE + " has no jims_core, or no " + driver);
    }

    /// Opens or makes a thread, runs a pipeline that says what it sees, and stores its answer.
    ///
    /// @param url as SQLAlchemy takes it
    /// @param text what the user says
    /// @return a line for each message of the thread, the answer last: `role: content`
    static List<String> say(String url, String threadId, String text) throws Exception {
        Process process = start(SCRIPT.toAbsolutePath().toString(), url, threadId, text);
        List<String> lines = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(System.getenv(VARIABLE));
        builder.command().addAll(List.of(arguments));
        builder.environment().put("TZ", "UTC");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        // Else a part of it looks for a price list on the network.
        builder.environment().put("LITELLM_LOCAL_MODEL_COST_MAP", "True");
        return builder.redirectError(Redirect.INHERIT).start();
    }
}
