package io.jims.app.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import io.jims.testing.TestPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names are apps, which Pythons can host them, and what the operator is told of the others.
@Timeout(60)
class PythonStartTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"make", "coroutine", "factory"})
    void attribute_mayMakeTheApp(String attribute) throws Exception {
        try (PythonApp app = start("troubled_app:" + attribute, TestPython.quickSettings())) {
            assertThat(app.app().name()).isEqualTo("a pipeline object");
            assertThat(new Conversation(app.app()).answerTo("hi")).isEqualTo("from an object");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    absent_module:app | No module named 'absent_module'
                    broken_app:app | No module named 'there_is_no_such_module'
                    troubled_app:absent | has no attribute 'absent'
                    troubled_app:text | must be JimsApp, coroutine, or callable factory, got 'str'
                    troubled_app:number | troubled_app:number gives a int; it must give a JimsApp
                    troubled_app:worded | commands must be a list of strings such as '/help', not '/help'
                    troubled_app:failing | ValueError: no key for the model
                    """)
    void appThatCannotBeLoaded_isExplainedByItsTraceback(String name, String reason) {
        assertThatThrownBy(() -> start(name, TestPython.quickSettings()))
                .isInstanceOf(PythonStartException.class)
                .hasMessageStartingWith(name + " cannot be loaded:\nTraceback")
                .hasMessageContaining(reason);
    }

    @Test
    void commandsThatTheAppDeclares_areItsOwn() {
        try (PythonApp app = start("troubled_app:able", TestPython.quickSettings())) {
            assertThat(app.app().commands()).containsExactly("/help");
        }
    }

    @Test
    void commandThatIsNone_isRefused() {
        assertThatThrownBy(() -> start("troubled_app:unable", TestPython.quickSettings()))
                .isInstanceOf(PythonStartException.class)
                .hasMessage("a command is a slash and a word in lower case, /help: help");
    }

    @Test
    void interpreterThatEndsWhileItLoads_isExplainedByWhatItPrinted() {
        assertThatThrownBy(() -> start("troubled_app:exiting", TestPython.quickSettings()))
                .hasMessageStartingWith(
                        "the interpreter ended with exit code 7 before the app was loaded");
    }

    @Test
    void appThatLoadsForTooLong_isEnded_andTheLogSaysWhereItHangs() throws Exception {
        PythonSettings hasty = withStartTimeout(Duration.ofSeconds(3));
        try (CapturedLog log = new CapturedLog(HostLog.class)) {
            assertThatThrownBy(() -> start("troubled_app:hanging", hasty))
                    .hasMessageStartingWith(
                            "the app was not loaded within 3000 ms (--python-start-timeout);"
                                    + " the log says where it hangs");
            log.await("troubled_app.py\", line");
        }
    }

    /// As on a busy machine: the time is up before Python has begun.
    @Test
    void appThatLoadsForTooLong_onAPythonThatIsSlow_isExplainedByTheLogAllTheSame()
            throws Exception {
        String slow = script("sleep 3; exec " + standIn() + " \"$@\"");
        PythonSettings hasty = withStartTimeout(slow, Duration.ofMillis(1));
        try (CapturedLog log = new CapturedLog(HostLog.class)) {
            assertThatThrownBy(() -> start("troubled_app:hanging", hasty))
                    .hasMessageEndingWith("; the log says where it hangs");
            log.await("File \"");
        }
    }

    @Test
    void environmentsDirectory_isTakenForItsInterpreter() throws Exception {
        Path environment = TestPython.interpreter().resolve("../..").normalize();
        try (PythonApp app =
                start("troubled_app:factory", TestPython.settings(environment.toString()))) {
            assertThat(app.interpreter()).isEqualTo(environment + "/bin/python");
        }
    }

    @Test
    void directoryThatIsNoEnvironment_isRefused() {
        assertThatThrownBy(() -> start("a:b", TestPython.settings(directory.toString())))
                .hasMessage(directory + " is no virtual environment: it has no bin/python");
    }

    @Test
    void interpreterThatIsMissing_isNamed() {
        assertThatThrownBy(() -> start("a:b", TestPython.settings("/absent/python3")))
                .hasMessageStartingWith("/absent/python3 cannot be run: ")
                .hasMessageContaining("No such file");
    }

    @Test
    void interpreterThatIsTooOld_isNamedWithItsVersion() throws Exception {
        String old =
                script(
                        "shift 1; code=$(echo \"$1\" | sed 's/version_info < (3, 12)/version_info"
                                + " < (4,)/'); shift 1; exec PYTHON -c \"$code\" \"$@\"");

        assertThatThrownBy(() -> start("a:b", TestPython.settings(old)))
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Python 3.12 or newer is needed; ")
                .hasMessageContaining(" is 3.");
    }

    @Test
    void interpreterWithoutJimsCore_isTold() throws Exception {
        // -S leaves out the packages that are installed.
        String bare = script("exec PYTHON -S \"$@\"");

        assertThatThrownBy(() -> start("a:b", TestPython.settings(bare)))
                .hasMessageStartingWith("jims_core is not installed for ")
                .hasMessageEndingWith("; install jims-core there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "{\"type\":\"riddle\"}", "[]", "null", "{\"type\":\"done\"}"})
    void interpreterThatWritesSomethingElse_isEnded(String line) throws Exception {
        String strange = script("echo '" + line + "'; exec sleep 600");

        assertThatThrownBy(() -> start("a:b", TestPython.settings(strange)))
                .hasMessageStartingWith("the interpreter was ended by signal 9");
    }

    @Test
    void lineWithoutEnd_isNotReadForEver() throws Exception {
        String endless = script("head -c 2000000 /dev/zero; exec sleep 600");

        assertThatThrownBy(() -> start("a:b", TestPython.settings(endless)))
                .hasMessageStartingWith("the interpreter was ended by signal 9");
    }

    /// A program that stands where a Python is expected.
    private String script(String text) throws IOException {
        String python = TestPython.interpreter().toString();
        Path script = directory.resolve("python");
        Files.writeString(script, "#!/bin/sh\n" + text.replace("PYTHON", python) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private static String standIn() {
        return TestPython.quickSettings().python();
    }

    private static PythonSettings withStartTimeout(Duration timeout) {
        return withStartTimeout(standIn(), timeout);
    }

    private static PythonSettings withStartTimeout(String python, Duration timeout) {
        PythonSettings usual = TestPython.quickSettings();
        return new PythonSettings(
                python,
                1,
                timeout,
                usual.stallTimeout(),
                usual.maxLineBytes(),
                usual.cacheEvents(),
                usual.directory());
    }

    private static PythonApp start(String name, PythonSettings settings) {
        return PythonApp.start(name, settings);
    }
}
