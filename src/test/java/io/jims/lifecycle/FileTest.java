package io.jims.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words from a file of each format.
class FileTest {
    private static final Map<String, String> WORDS =
            Map.of("welcome", "Hello, \"you\"\nthere", "widget.send", "Go; now");

    @TempDir Path directory;

    @Test
    void csv_isRead() throws IOException {
        assertThat(
                        words(
                                "a.csv",
                                """
                                event,text
                                welcome,"Hello, ""you""
                                there"
                                widget.send,Go; now
                                """))
                .isEqualTo(WORDS);
    }

    @Test
    void csv_ofASpreadsheet_isRead() throws IOException {
        assertThat(
                        words(
                                "a.CSV",
                                "\uFEFFid,Text , event\r\n1,\"Hello, \"\"you\"\"\nthere\",welcome\r\n\r\n"
                                        + "2,Go; now,widget.send,more\r\n3"))
                .isEqualTo(WORDS);
    }

    @Test
    void json_listOfObjects_isRead() throws IOException {
        assertThat(
                        words(
                                "a.json",
                                """
                                [{"event": "welcome", "text": "Hello, \\"you\\"\\nthere"},
                                 {"event": "widget.send", "text": "Go; now", "id": 2}, {}, 7]
                                """))
                .isEqualTo(WORDS);
    }

    @Test
    void json_textsByEvent_areRead() throws IOException {
        assertThat(
                        words(
                                "a.json",
                                """
                                {"welcome": "Hello, \\"you\\"\\nthere", "widget.send": "Go; now",
                                 "widget.title": 9, "widget.stop": null}
                                """))
                .isEqualTo(WORDS);
    }

    @Test
    void json_ofGrist_isRead() throws IOException {
        assertThat(
                        words(
                                "a.json",
                                """
                                {"records": [
                                 {"fields": {"event": "welcome", "text": "Hello, \\"you\\"\\nthere"}},
                                 {"fields": {"event": "widget.send", "text": "Go; now"}}]}
                                """))
                .isEqualTo(WORDS);
    }

    @Test
    void yaml_textsByEvent_areRead() throws IOException {
        assertThat(
                        words(
                                "a.yaml",
                                """
                                # for everyone
                                welcome: |-
                                  Hello, "you"
                                  there
                                widget.send: Go; now
                                widget.title: 9
                                """))
                .isEqualTo(WORDS);
    }

    @Test
    void yaml_listOfObjects_isRead() throws IOException {
        assertThat(
                        words(
                                "a.yml",
                                """
                                - event: welcome
                                  text: "Hello, \\"you\\"\\nthere"
                                - {event: widget.send, text: Go; now}
                                """))
                .isEqualTo(WORDS);
    }

    @Test
    void commandsAndLanguages_areKeysInYaml() throws IOException {
        write("a.yaml", "/start: Begin\nwelcome@pt-BR: Oi\n");
        try (Lifecycle lifecycle = start("a.yaml")) {
            assertThat(lifecycle.texts().answer("/start", null)).contains("Begin");
            assertThat(lifecycle.texts().shown("pt-br")).containsExactly(entry("welcome", "Oi"));
        }
    }

    @ParameterizedTest
    @CsvSource({"a.csv, ''", "a.csv, 'event,text'", "a.json, ''", "a.json, []", "a.yaml, ''"})
    void emptyFile_hasNoTexts(String name, String content) throws IOException {
        write(name, content);
        try (Lifecycle lifecycle = start(name)) {
            assertThat(lifecycle.details()).containsEntry("texts", "0").doesNotContainKey("error");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.csv|event;text|it has no column event",
                "a.csv|event,words|it has no column text",
                "a.csv|event,text\\nwelcome,\"x|it is no CSV: line ",
                "a.json|[{\"event\":\"welcome\"}]|it has no column text",
                "a.json|{\"welcome\":|it is no JSON: line 1: ",
                "a.json|7|it is neither a list of objects with event and text, nor an object",
                "a.yaml|welcome: [|it is no YAML: line ",
                "a.yaml|just words|it is neither a list"
            })
    void nonsense_isSaid(String name, String content, String reason) throws IOException {
        write(name, content.replace("\\n", "\n"));
        try (Lifecycle lifecycle = start(name)) {
            assertThat(lifecycle.details().get("error")).startsWith(reason);
        }
    }

    @Test
    void change_isSeen_andALostFileLeavesTheLastGoodWords() throws Exception {
        write("a.yaml", "welcome: Hello\n");
        try (CapturedLog log = new CapturedLog(Lifecycle.class);
                Lifecycle lifecycle = start("a.yaml", Duration.ofMillis(20))) {
            write("a.yaml", "welcome: Good morning\n");
            Await.until("the change", () -> "Good morning".equals(greeting(lifecycle)));

            Files.delete(directory.resolve("a.yaml"));
            Await.until("the loss", () -> lifecycle.details().containsKey("error"));
            assertThat(lifecycle.details()).containsEntry("error", "it does not exist");
            assertThat(greeting(lifecycle)).isEqualTo("Good morning");

            write("a.yaml", "welcome: Good evening\n");
            Await.until("its return", () -> "Good evening".equals(greeting(lifecycle)));
            log.await("is back");
            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(1);
        }
    }

    @Test
    void fileThatIsMissingAtTheStart_leavesTheWordsOfTheLastProcess() throws IOException {
        write("a.json", "{\"welcome\":\"Hello\"}");
        start("a.json").close();
        Files.delete(directory.resolve("a.json"));
        try (Lifecycle lifecycle = start("a.json")) {
            assertThat(greeting(lifecycle)).isEqualTo("Hello");
        }
    }

    @Test
    void unchangedFile_isNotReadAgain() throws IOException {
        Path file = write("a.json", "{}");
        FileSource source = new FileSource(file, FileFormat.JSON);

        TextSource.Reading first = source.read(null);

        assertThat(first)
                .isInstanceOfSatisfying(
                        TextSource.Reading.Rows.class,
                        rows ->
                                assertThat(source.read(rows.version()))
                                        .isEqualTo(new TextSource.Reading.Unchanged()));
    }

    @Test
    void fiftyThousandRows_areCutOff_withOneLine() throws IOException {
        write(
                "a.csv",
                IntStream.range(0, 50_000)
                        .mapToObj(i -> i == 0 ? "welcome,Hello" : "event" + i + ",some text")
                        .collect(Collectors.joining("\n", "event,text\n", "\n")));
        try (CapturedLog log = new CapturedLog(Lifecycle.class);
                Lifecycle lifecycle = start("a.csv")) {
            assertThat(greeting(lifecycle)).isEqualTo("Hello");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING 1 texts from the file ")
                    .contains("left out: all rows behind the first 10000; not known: event1,");
        }
    }

    @Test
    void tooLargeFile_isRefused() throws IOException {
        write("a.json", " ".repeat(SourceBounds.BYTES) + "{}");
        try (Lifecycle lifecycle = start("a.json")) {
            assertThat(lifecycle.details())
                    .containsEntry("error", "it has more than 4194304 bytes");
        }
    }

    private Map<String, String> words(String name, String content) throws IOException {
        write(name, content);
        try (Lifecycle lifecycle = start(name)) {
            assertThat(lifecycle.details()).doesNotContainKey("error");
            return lifecycle.texts().shown(null);
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Lifecycle start(String name) {
        return start(name, Duration.ofHours(1));
    }

    private Lifecycle start(String name, Duration refresh) {
        FileFormat format = FileFormat.of(name).orElseThrow();
        return Lifecycle.start(
                new LifecycleSettings(
                        new Origin.File(directory.resolve(name), format),
                        refresh,
                        directory.resolve("kept")),
                null);
    }

    private static String greeting(Lifecycle lifecycle) {
        return lifecycle.texts().shown(null).getOrDefault("welcome", "");
    }
}
