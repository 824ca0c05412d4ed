package io.jims.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.testing.TestThread;
import io.jims.testing.CompiledApp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of the documentation, tested as its author would: by the kit.
class ExampleAppTest {
    private static final Path EXAMPLE =
            Path.of("src/example/src/main/java/example/OpeningHours.java");

    @TempDir private Path directory;

    @Test
    void openingHours_areSaid_whereTheyAreAskedFor() throws Exception {
        Path classes = CompiledApp.of(EXAMPLE, directory).directory();
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of(classes)))) {
            TestThread thread =
                    TestThread.of(resolver.resolve("example.OpeningHours:app").app())
                            .user("Hi")
                            .assistant("Hello!");

            assertThat(thread.say("When do you open?").text())
                    .isEqualTo("We are open from **09:00** to **17:30**.");
            assertThat(thread.say("What is love?").text()).contains("opening hours only");
        }
    }
}
