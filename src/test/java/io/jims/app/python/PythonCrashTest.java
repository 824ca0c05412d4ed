package io.jims.app.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.Run;
import io.jims.observe.RunObserver;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.TestPython;
import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an app's processes, and of the answers they are at, when one of them ends,
/// hangs, or loses us.
@Timeout(90)
class PythonCrashTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "exit-now 3, the interpreter ended with exit code 3; answers that failed with it: 2",
        "kill, the interpreter was ended by signal 9; answers that failed with it: 2",
        "close-pipes, the interpreter was ended by signal 9; answers that failed with it: 2"
    })
    void crash_failsTheRunsUnderWay_andTheAppIsStartedAgain(String command, String reason)
            throws Exception {
        try (PythonApp app = start(1, Duration.ofSeconds(60));
                CapturedLog log = new CapturedLog(Worker.class)) {
            Conversation conversation = new Conversation(app.app());
            conversation.say("look");
            Run bystander = new Conversation(app.app()).start("wait " + file("bystander"));
            awaitFile("bystander");

            assertThatThrownBy(() -> conversation.say(command))
                    .hasMessageStartingWith("the app stopped");
            assertThatThrownBy(bystander::await).hasMessageStartingWith("the app stopped");

            log.await("python 1: " + reason + "; it is started again");
            // A message that comes meanwhile waits; the new process knows nothing of the thread.
            assertThat(conversation.answerTo("look")).endsWith(" look 5");
            assertThat(app.restarts()).isEqualTo(1);
            assertThat(app.up()).isEqualTo(1);
            app.check();
        }
    }

    @Test
    void whileNoProcessRuns_theAppIsNotReady() throws Exception {
        try (PythonApp app = start(1, Duration.ofSeconds(60))) {
            app.check();
            assertThatThrownBy(() -> new Conversation(app.app()).say("kill")).isNotNull();

            Await.until("no process is up", () -> app.up() == 0);
            assertThatThrownBy(app::check)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no Python process can answer");
            Await.until("it runs again", () -> app.up() == 1);
        }
    }

    @Test
    void blockedLoop_keepsNoVisitorWaiting_andIsStartedAgain() throws Exception {
        try (PythonApp app = start(1, Duration.ofSeconds(3));
                CapturedLog log = new CapturedLog(Worker.class)) {
            Conversation blocking =
                    Conversation.begin(
                            new InMemoryThreadStore(),
                            new PipelineExecutor(
                                    app.app(), Duration.ofSeconds(1), 1, RunObserver.NONE));
            String pid = new Conversation(app.app()).answerTo("pid");
            assertThatThrownBy(() -> blocking.say("block " + file("blocked")))
                    .hasMessage("no answer within 1 s");
            Run stopped = new Conversation(app.app()).start("wait " + file("never"));
            stopped.stop();
            assertThat(stopped.await()).isEmpty();

            log.await("in block"); // where it hangs
            log.await("blocked the event loop for longer than 3000 ms (--python-stall-timeout)");
            Await.until("it was ended", () -> app.restarts() == 1);
            assertThat(new Conversation(app.app()).answerTo("pid")).isNotEqualTo(pid);
            assertThat(file("never")).doesNotExist();
        }
    }

    @Test
    void severalWorkers_shareTheThreads_eachKeepsItsOwn_andStandInForEachOther() throws Exception {
        try (PythonApp app = start(3, Duration.ofSeconds(60))) {
            assertThat(app.up()).isEqualTo(3);
            Set<String> processes = new HashSet<>();
            Conversation conversation = new Conversation(app.app());
            for (int i = 0; i < 100 && processes.size() < 3; i++) {
                conversation = new Conversation(app.app());
                String pid = conversation.answerTo("pid");
                assertThat(conversation.answerTo("pid")).isEqualTo(pid);
                processes.add(pid);
            }
            assertThat(processes).hasSize(3);

            String pid = conversation.answerTo("pid");
            Conversation same = conversation;
            assertThatThrownBy(() -> same.say("kill")).isNotNull();
            assertThat(same.answerTo("pid")).isNotEqualTo(pid).isIn(processes);
            app.check();
            Await.until("all run again", () -> app.up() == 3);
        }
    }

    @Test
    void close_endsTheProcess_itsRuns_andWhatItStarted() throws Exception {
        PythonApp app = start(1, Duration.ofSeconds(60));
        String pid = new Conversation(app.app()).answerTo("pid");
        String child = new Conversation(app.app()).answerTo("child");
        Run run = new Conversation(app.app()).start("wait " + file("waiting"));
        awaitFile("waiting");

        app.close();

        assertThatThrownBy(run::await).isNotNull();
        assertThat(isAlive(pid)).isFalse();
        assertThat(app.up()).isZero();
        // A child that ends by itself is none of ours to wait for.
        ProcessHandle.of(Long.parseLong(child)).ifPresent(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pid", "block"})
    void killedServer_leavesNoProcess(String busyWith) throws Exception {
        Process server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostingServer.class.getName(),
                                busyWith + " " + file("blocked"))
                        .redirectError(Redirect.INHERIT)
                        .start();
        try (BufferedReader out = server.inputReader()) {
            String pid = String.valueOf(out.readLine());
            assertThat(isAlive(pid)).isTrue();
            if (busyWith.equals("block")) {
                awaitFile("blocked");
            }

            server.destroyForcibly().waitFor();

            Await.until("the app's process has ended", () -> !isAlive(pid));
        } finally {
            server.destroyForcibly();
        }
    }

    private static PythonApp start(int workers, Duration stallTimeout) {
        PythonSettings usual = TestPython.quickSettings();
        return PythonApp.start(
                "troubled_app:app",
                new PythonSettings(
                        usual.python(),
                        workers,
                        usual.startTimeout(),
                        stallTimeout,
                        usual.maxLineBytes(),
                        usual.cacheEvents(),
                        usual.directory()));
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void awaitFile(String name) throws Exception {
        Await.until(name + " is written", () -> Files.exists(file(name)));
    }
}
