package io.jims.app.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The Python interpreter of `--python`, and the program that it runs.
///
/// @param command a path, or a name to look up on the `PATH`
record Interpreter(String command) {
    private static final byte[] HOST = readHost();

    /// Runs the host from standard input, so that no file is left behind; modules are imported from
    /// the working directory first, as with `python -m`. Every Python version must be able to parse
    /// it, old ones too.
    private static final String LOADER =
            "import sys\n"
                    + "if sys.version_info < (3, 12): sys.exit('Python 3.12 or newer is needed; '"
                    + " + sys.executable + ' is ' + sys.version.split()[0])\n"
                    + "exec(compile(sys.stdin.buffer.read(int(sys.argv.pop(1))), 'jims-widget host', 'exec'))";

    /// Finds what the setting means.
    ///
    /// @throws PythonStartException if it is a directory that is no virtual environment
    static Interpreter find(String python, Path directory) {
        Path path;
        try {
            path = directory.resolve(python);
        } catch (InvalidPathException e) {
            throw new PythonStartException("'" + python + "' is no path", e);
        }
        if (Files.isDirectory(path)) {
            Path inside = path.resolve("bin").resolve("python");
            if (!Files.isExecutable(inside)) {
                throw new PythonStartException(
                        path + " is no virtual environment: it has no bin/python");
            }
            return new Interpreter(inside.toString());
        }
        boolean isPath = python.indexOf('/') >= 0;
        return new Interpreter(isPath ? path.toString() : python);
    }

    /// The command line of a host that is started now.
    List<String> commandLine(String app, PythonSettings settings) {
        return List.of(
                command,
                "-c",
                LOADER,
                String.valueOf(HOST.length),
                app,
                String.valueOf(settings.maxLineBytes()),
                String.valueOf(settings.cacheEvents()),
                seconds(System.currentTimeMillis() + settings.startTimeout().toMillis()),
                seconds(settings.stallTimeout().toMillis()));
    }

    /// What the host's standard input begins with.
    static byte[] host() {
        return HOST.clone();
    }

    private static String seconds(long millis) {
        return String.valueOf(millis / 1000.0);
    }

    private static byte[] readHost() {
        try (InputStream file = Interpreter.class.getResourceAsStream("host.py")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
