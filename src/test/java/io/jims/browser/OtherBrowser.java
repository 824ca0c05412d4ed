package io.jims.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A browser that is installed on this machine, with one tab. Belongs to the test's thread.
interface OtherBrowser extends AutoCloseable {
    int LIMIT_SECONDS = 30;

    void open(String address);

    void resize(int width, int height);

    void reload();

    void back();

    /// The value of an expression, as text.
    String evaluate(String expression);

    /// Presses these keys one after the other.
    void type(String text);

    /// Clicks at this place of the page.
    void click(int x, int y);

    @Override
    void close();

    /// Waits until an expression is true.
    default void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        String step =
                "new Promise((done) => requestAnimationFrame(() => done(!!(%s))))"
                        .formatted(expression);
        while (!evaluate(step).equals("true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never true: " + expression);
            }
        }
    }

    static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
