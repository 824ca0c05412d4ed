package io.jims.browser;

import io.jims.testing.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real libraries of other people's pages, prepared by `static/test/host-libraries.mjs`. Those
/// that are not npm's are unpacked by `scripts/test`; what is missing skips its tests, loudly.
final class HostLibraries {
    private static final Path UNPACKED = Path.of("target", "host-libraries");
    private static final Path BUILT = UNPACKED.resolve("built");
    private static final List<String> MISSING = new ArrayList<>();
    private static boolean built;

    private HostLibraries() {}

    /// The tags that load these libraries from this site, in this order.
    static String tags(HostSite site, String... names) {
        StringBuilder tags = new StringBuilder();
        for (String name : names) {
            boolean isStyle = name.endsWith(".css");
            String address =
                    site.putText(
                            "/lib/" + name, isStyle ? "text/css" : "text/javascript", text(name));
            tags.append(
                    isStyle
                            ? "<link rel=\"stylesheet\" href=\"%s\">".formatted(address)
                            : "<script src=\"%s\"></script>".formatted(address));
        }
        return tags.toString();
    }

    private static synchronized String text(String name) {
        try {
            if (!built) {
                build();
                built = true;
            }
            if (MISSING.contains(name)) {
                Skipped.because(
                        "host-page",
                        "HOST PAGE TESTS SKIPPED: "
                                + name
                                + " is missing; scripts/test unpacks it");
            }
            return Files.readString(BUILT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build() throws IOException {
        Process node =
                new ProcessBuilder(
                                "node",
                                "static/test/host-libraries.mjs",
                                BUILT.toString(),
                                UNPACKED.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (node.waitFor() != 0) {
                throw new IllegalStateException(
                        "static/test/host-libraries.mjs failed; it needs 'npm ci' in static/");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        MISSING.addAll(said.lines().toList());
    }
}
