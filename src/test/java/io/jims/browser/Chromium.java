package io.jims.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import io.jims.testing.Skipped;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The browser that is installed on this machine, started once. Belongs to the thread that runs the
/// tests.
final class Chromium implements AutoCloseable {
    /// Names the browser's executable where it is not on the path under one of [#NAMES].
    static final String PATH_VARIABLE = "CHROMIUM_PATH";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable, Path node) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                node.toString())));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(executable)
                                        .setArgs(arguments()));
    }

    /// Skips what is about to run where there is no browser.
    static void assumeInstalled() {
        if (executable().isEmpty()) {
            Skipped.because(
                    "browser",
                    "BROWSER TESTS SKIPPED: no Chromium. Install one ("
                            + String.join(", ", NAMES)
                            + ") or set "
                            + PATH_VARIABLE
                            + " to the path of its executable.");
        }
    }

    static Chromium start() {
        return new Chromium(
                executable().orElseThrow(),
                onPath("node")
                        .orElseThrow(() -> new IllegalStateException("node must be on the path")));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--force-color-profile=srgb"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox"); // Chromium refuses to start as root with it
        }
        return arguments;
    }

    private static Optional<Path> executable() {
        String given = System.getenv(PATH_VARIABLE);
        if (given == null || given.isBlank()) {
            return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
        }
        if (!Files.isExecutable(Path.of(given))) {
            throw new IllegalStateException(
                    PATH_VARIABLE + " must be the path of Chromium's executable: " + given);
        }
        return Optional.of(Path.of(given));
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
