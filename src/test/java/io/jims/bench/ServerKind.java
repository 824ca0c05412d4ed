package io.jims.bench;

import io.jims.testing.QuotaFlags;
import io.jims.testing.TestPython;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The servers that are compared. Each answers a chat frame in its own way.
enum ServerKind {
    /// The product as it is run: the `echo` app and a fresh SQLite database.
    WIDGET {
        @Override
        List<String> command(int port, Path database) {
            return product("echo", port, "sqlite:///" + database);
        }

        @Override
        String answerTo(String text) {
            return "{\"text\":\"Echo: " + text + "\"}";
        }
    },

    /// The arguments of `scripts/run` for [#WIDGET].
    WIDGET_BY_SCRIPT {
        @Override
        List<String> command(int port, Path database) {
            List<String> command = WIDGET.command(port, database);
            return command.subList(command.indexOf("-jar") + 2, command.size());
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// [#WIDGET] on [MeasuredPostgres].
    WIDGET_ON_POSTGRES {
        @Override
        List<String> command(int port, Path database) {
            return product("echo", port, MeasuredPostgres.url());
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// The product with the Python app of [#ORIGINAL].
    HOSTING {
        @Override
        List<String> command(int port, Path database) {
            List<String> command =
                    new ArrayList<>(product("echo_app:app", port, "sqlite:///" + database));
            command.add("--python=" + TestPython.interpreter());
            return command;
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// The Python original with an echo of its own, on SQLite.
    ORIGINAL {
        @Override
        Path program() {
            return TestPython.interpreter();
        }

        @Override
        List<String> command(int port, Path database) {
            return original(port, "sqlite+aiosqlite:///" + database);
        }

        @Override
        boolean mayFail() {
            return true; // with "database is locked"
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// [#ORIGINAL] on [MeasuredPostgres].
    ORIGINAL_ON_POSTGRES {
        @Override
        Path program() {
            return TestPython.interpreter();
        }

        @Override
        List<String> command(int port, Path database) {
            String url = MeasuredPostgres.url().replaceFirst("^[a-z]+:", "postgresql+asyncpg:");
            return original(port, url);
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// The product with its usual limits.
    LIMITED {
        @Override
        List<String> command(int port, Path database) {
            return limited("echo", port, "sqlite:///" + database);
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// The product with [TimedApp].
    TIMED {
        @Override
        List<String> command(int port, Path database) {
            String app = TimedApp.class.getName() + ":PIPELINE";
            List<String> command = new ArrayList<>(product(app, port, "sqlite:///" + database));
            command.add("--app-path=" + Path.of("target", "test-classes").toAbsolutePath());
            command.add("--max-runs=1000");
            return command;
        }

        @Override
        String answerTo(String text) {
            throw new UnsupportedOperationException("answers with the time, in jims.v1 only");
        }
    },

    /// The product's server with a store that forgets.
    STORELESS {
        @Override
        List<String> command(int port, Path database) {
            return ofTests(StorelessServer.class, port);
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// The same with the product's metrics; [#STORELESS] has none.
    METERED {
        @Override
        List<String> command(int port, Path database) {
            return ofTests(StorelessServer.class, port, "metered");
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// The same with metrics, and traces that a collector in its own process throws away.
    TRACED {
        @Override
        List<String> command(int port, Path database) {
            return ofTests(StorelessServer.class, port, "traced");
        }

        @Override
        String answerTo(String text) {
            return WIDGET.answerTo(text);
        }
    },

    /// Helidon's own WebSocket layer, echoing.
    BARE_ECHO {
        @Override
        List<String> command(int port, Path database) {
            return ofTests(BareEchoServer.class, port);
        }

        @Override
        String answerTo(String text) {
            return frameOf(text);
        }
    },

    /// The same from the jar that [StartTime] makes: Java caches nothing of a directory's classes.
    BARE_ECHO_IN_JAR {
        @Override
        List<String> command(int port, Path database) {
            return List.of(
                    "-cp",
                    StartTime.BARE_JAR
                            + File.pathSeparator
                            + Path.of("target", "lib").toAbsolutePath()
                            + "/*",
                    BareEchoServer.class.getName(),
                    Integer.toString(port));
        }

        @Override
        String answerTo(String text) {
            return BARE_ECHO.answerTo(text);
        }
    };

    /// Where Python finds the apps.
    static final Path PYTHON_APPS = Path.of("src", "test", "python").toAbsolutePath();

    /// What runs it; the JVM's flags are for Java alone.
    Path program() {
        return ServerProcess.JAVA;
    }

    /// Whether an error is an answer that it gives at times.
    boolean mayFail() {
        return false;
    }

    /// The arguments behind the JVM's flags.
    abstract List<String> command(int port, Path database);

    /// The frame that answers [#frameOf] the same text.
    ///
    /// @param text without characters that JSON escapes
    abstract String answerTo(String text);

    /// The frame in which a DeepChat client sends this text.
    static String frameOf(String text) {
        return "{\"messages\":[{\"role\":\"user\",\"text\":\"" + text + "\"}]}";
    }

    private static List<String> product(String app, int port, String url) {
        return Stream.concat(limited(app, port, url).stream(), QuotaFlags.HIGH.stream()).toList();
    }

    private static List<String> limited(String app, int port, String url) {
        return List.of(
                "-jar",
                Path.of("target", "jims-widget.jar").toAbsolutePath().toString(),
                "--app=" + app,
                "--db=" + url,
                "--host=127.0.0.1",
                "--port=" + port,
                "--metrics-port=0");
    }

    private static List<String> original(int port, String url) {
        return List.of(
                PYTHON_APPS.resolve("original.py").toString(),
                "jims_widget.main",
                url,
                "--app=echo_app:served",
                "--host=127.0.0.1",
                "--port=" + port,
                "--metrics-port=0");
    }

    private static List<String> ofTests(Class<?> main, int port, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add("-cp");
        command.add(System.getProperty("bench.classpath", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.add(Integer.toString(port));
        command.addAll(List.of(arguments));
        return command;
    }
}
