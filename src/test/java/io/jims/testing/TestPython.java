package io.jims.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.app.python.PythonSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The Python interpreter that `scripts/test` makes, with the real `jims-core` and `jims-api` where
/// they can be had. It is named by the environment variable `JIMS_TEST_PYTHON`.
public final class TestPython {
    private static final String VARIABLE = "JIMS_TEST_PYTHON";

    private static final int MAX_LINE_BYTES = 1024 * 1024;
    private static final int CACHE_EVENTS = 100_000;
    private static final Path APPS = Path.of("src", "test", "python").toAbsolutePath();

    private TestPython() {}

    /// The interpreter; without one the calling test is skipped.
    public static Path interpreter() {
        String path = System.getenv(VARIABLE);
        assumeTrue(
                path != null && !path.isBlank(),
                VARIABLE + " names no Python 3.12 or newer; scripts/test makes one");
        Path interpreter = Path.of(path);
        if (!Files.isExecutable(interpreter)) {
            throw new AssertionError(
                    interpreter + " (" + VARIABLE + ") is gone; run scripts/test again");
        }
        return interpreter;
    }

    /// Hosts the tests' apps on this Python.
    public static PythonSettings settings() {
        return settings(interpreter().toString());
    }

    /// Hosts the tests' apps on this Python with the stand-in for `jims_core`, which starts
    /// quickly.
    public static PythonSettings quickSettings() {
        interpreter();
        return settings(APPS.resolve("python_with_stand_in").toString());
    }

    /// Hosts the tests' apps on another one.
    public static PythonSettings settings(String python) {
        return new PythonSettings(
                python,
                1,
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                MAX_LINE_BYTES,
                CACHE_EVENTS,
                APPS);
    }

    /// Whether the interpreter can import this module.
    public static boolean has(String module) throws IOException, InterruptedException {
        String find =
                "import sys, importlib.util as u; sys.exit(u.find_spec('" + module + "') is None)";
        return new ProcessBuilder(interpreter().toString(), "-c", find)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
