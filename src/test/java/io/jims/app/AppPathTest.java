package io.jims.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.testing.CompiledApp;
import io.jims.testing.Conversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppPathTest {
    private static final Path EXAMPLE =
            Path.of("src/example/src/main/java/example/OpeningHours.java");
    private static final String PARROT =
            "return new JimsApp(name(), context -> context.sendMessage(\"Squawk!\"));";

    @TempDir private Path directory;

    @Test
    void exampleApp_inDirectoryOfClasses_answers() throws Exception {
        Path classes = CompiledApp.of(EXAMPLE, directory.resolve("classes")).directory();

        assertThat(answer(classes, "example.OpeningHours:app", "When do you open?"))
                .isEqualTo("We are open from **09:00** to **17:30**.");
    }

    @Test
    void exampleApp_inJar_answers() throws Exception {
        Path jar =
                CompiledApp.of(EXAMPLE, directory.resolve("classes"))
                        .jar(directory.resolve("example.jar"));

        assertThat(answer(jar, "example.OpeningHours:app", "Hm")).contains("opening hours only");
    }

    @Test
    void exampleApp_inDirectoryOfJars_answers() throws Exception {
        Path jars = Files.createDirectory(directory.resolve("jars"));
        CompiledApp.of(EXAMPLE, directory.resolve("classes")).jar(jars.resolve("example.jar"));

        assertThat(answer(jars, "example.OpeningHours:app", "hours?")).contains("09:00");
    }

    @Test
    void changedClass_isTakenUp_whereReloadIsWished() throws Exception {
        Path classes = talker("one");
        try (AppResolver resolver = AppResolver.open(settings(classes, true))) {
            Conversation conversation =
                    new Conversation(resolver.resolve("example.Talker:app").app());
            assertThat(conversation.answerTo("hi")).isEqualTo("one");

            talker("the second");
            assertThat(conversation.answerTo("hi")).isEqualTo("the second");

            Path broken = classes.resolve("example/Talker.class");
            byte[] bytes = Files.readAllBytes(broken);
            Files.write(broken, new byte[] {1});
            assertThatThrownBy(() -> conversation.say("hi")).hasMessageContaining("example.Talker");

            Files.write(broken, bytes);
            assertThat(conversation.answerTo("hi")).isEqualTo("the second");
        }
    }

    @Test
    void changedClass_isNotTakenUp_otherwise() throws Exception {
        try (AppResolver resolver = AppResolver.open(settings(talker("one"), false))) {
            Conversation conversation =
                    new Conversation(resolver.resolve("example.Talker:app").app());
            talker("the second");

            assertThat(conversation.answerTo("hi")).isEqualTo("one");
        }
    }

    @Test
    void changedRegisteredApp_inAJar_isTakenUp() throws Exception {
        Path jar = directory.resolve("parrot.jar");
        jarOfParrot("Squawk!", jar);
        try (AppResolver resolver = AppResolver.open(settings(jar, true))) {
            Conversation conversation = new Conversation(resolver.resolve("parrot").app());
            assertThat(conversation.answerTo("hi")).isEqualTo("Squawk!");

            jarOfParrot("Good morning", directory.resolve("next.jar"));
            Files.move(directory.resolve("next.jar"), jar, StandardCopyOption.REPLACE_EXISTING);

            assertThat(conversation.answerTo("hi")).isEqualTo("Good morning");
        }
    }

    private void jarOfParrot(String says, Path jar) throws IOException {
        CompiledApp.of(
                        "Parrot",
                        "public class Parrot implements JimsAppProvider {"
                                + " public String name() { return \"parrot\"; }"
                                + " public JimsApp create() { return new JimsApp(name(),"
                                + " context -> context.sendMessage(\""
                                + says
                                + "\")); } }",
                        directory.resolve("parrot"))
                .register("example.Parrot")
                .jar(jar);
    }

    private Path talker(String says) throws IOException {
        String code =
                "public class Talker { public static Pipeline app() { return context ->"
                        + " context.sendMessage(\""
                        + says
                        + "\"); } }";
        return CompiledApp.of("Talker", code, directory.resolve("talker")).directory();
    }

    private static AppSettings settings(Path path, boolean reload) {
        AppSettings usual = AppSettings.ofPath(List.of(path));
        return new AppSettings(
                usual.appPath(),
                reload,
                Set.of(),
                usual.assistant(),
                usual.python(),
                usual.remote());
    }

    @Test
    void registeredApp_isFoundByItsName() throws Exception {
        assertThat(answer(provider("Parrot", "parrot", PARROT), "parrot", "hi"))
                .isEqualTo("Squawk!");
    }

    @Test
    void registeredApp_thatThrows_saysWhat() throws IOException {
        Path path = provider("Lame", "lame", "throw new Exception(\"no wings\");");

        assertThatThrownBy(() -> answer(path, "lame", "hi"))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("example.Lame threw java.lang.Exception: no wings");
    }

    @Test
    void registeredApp_thatGivesNull_saysSo() throws IOException {
        Path path = provider("Gone", "gone", "return null;");

        assertThatThrownBy(() -> answer(path, "gone", "hi"))
                .hasMessageContaining("example.Gone gave null");
    }

    @Test
    void registeredApp_thatCannotBeLoaded_saysSo() throws IOException {
        Path path =
                CompiledApp.of("Empty", "public class Empty {}", directory)
                        .register("example.Absent")
                        .directory();

        assertThatThrownBy(() -> answer(path, "demo", "hi"))
                .hasMessageContaining("a registered app cannot be loaded")
                .hasMessageContaining("example.Absent");
    }

    @Test
    void nameTakenTwice_namesBoth() throws IOException {
        Path path = provider("Other", "echo", PARROT);

        assertThatThrownBy(() -> answer(path, "demo", "hi"))
                .hasMessageContaining("two registered apps are called echo")
                .hasMessageContaining("io.jims.app.echo.EchoApp")
                .hasMessageContaining("example.Other of file:");
    }

    @Test
    void nameOfTheDefault_isKept() throws IOException {
        Path path = provider("Mine", "app", PARROT);

        assertThatThrownBy(() -> answer(path, "app", "hi"))
                .hasMessageContaining("example.Mine registers the name app, which is kept");
    }

    @Test
    void missingPath_isNamed() {
        Path missing = directory.resolve("missing.jar");

        assertThatThrownBy(() -> open(missing))
                .isInstanceOf(AppException.class)
                .hasMessage("'" + missing + "' does not exist; give jars and directories");
    }

    @Test
    void fileThatIsNoJar_isNamed() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "not a jar");

        assertThatThrownBy(() -> open(text))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("'" + text + "' is no jar (");
    }

    @Test
    void classNotThere_namesThePath() {
        assertThatThrownBy(() -> answer(directory, "example.Absent:app", "hi"))
                .hasMessageContaining("--app-path (" + directory + "): class example.Absent");
    }

    private Path provider(String className, String name, String body) throws IOException {
        String text =
                """
                public class %s implements JimsAppProvider {
                    public String name() { return "%s"; }
                    public JimsApp create() throws Exception { %s }
                }
                """
                        .formatted(className, name, body);
        return CompiledApp.of(className, text, directory)
                .register("example." + className)
                .directory();
    }

    private static String answer(Path path, String app, String text) throws InterruptedException {
        try (AppResolver resolver = open(path)) {
            return new Conversation(resolver.resolve(app).app()).answerTo(text);
        }
    }

    private static AppResolver open(Path path) {
        return AppResolver.open(AppSettings.ofPath(List.of(path)));
    }
}
