package io.jims.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.RemoteSettings;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import io.jims.testing.StaticMembers;
import io.jims.testing.TestPython;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppResolverTest {
    private static final String MEMBERS = StaticMembers.class.getName() + ":";
    private static final String NESTED = StaticMembers.class.getName() + "$";

    @Test
    void app_isTheDemo_andSaysSo() {
        LoadedApp loaded = resolve("app");

        assertThat(loaded.app().name()).isEqualTo("demo");
        assertThat(loaded.description()).contains("demo").contains("app, the default");
    }

    @ParameterizedTest
    @CsvSource({"demo", "echo"})
    void builtIn_isFoundByName(String name) {
        assertThat(resolve(name).app().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "PIPELINE, StaticMembers, from the field",
        "SUPPLIER, StaticMembers, from the field",
        "APP, own-name, from the field",
        "CALLABLE, own-name, from the field",
        "app, made, from the method"
    })
    void member_givesAnApp(String member, String name, String answer) throws InterruptedException {
        LoadedApp loaded = resolve(MEMBERS + member);

        assertThat(loaded.app().name()).isEqualTo(name);
        assertThat(new Conversation(loaded.app()).answerTo("hi")).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothingLikeIt | has no field and no method without parameters called nothingLikeIt
                    a.b | has no field and no method without parameters called a.b
                    withParameter | has parameters; it must have none
                    instanceField | instanceField is not static
                    instanceMethod | instanceMethod is not static
                    HIDDEN | HIDDEN is not public
                    TEXT | gives a java.lang.String; it must give a JimsApp, a Pipeline, or a Supplier or Callable of one
                    SUPPLIER_OF_TEXT | gives a java.lang.String; it must
                    NOTHING | gives null; it must
                    throwing | threw java.lang.IllegalStateException: no key
                    FAILING | threw java.lang.IllegalStateException: no key
                    """)
    void memberThatIsNoApp_saysWhy(String member, String reason) {
        assertThatThrownBy(() -> resolve(MEMBERS + member))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("'" + MEMBERS + member + "' gives no app. Tried:")
                .hasMessageContaining(reason);
    }

    @Test
    void classThatCannotBeUsed_saysWhy() {
        assertThatThrownBy(() -> resolve(NESTED + "Broken:PIPELINE"))
                .hasMessageContaining("threw java.lang.IllegalStateException: no key");
        assertThatThrownBy(() -> resolve(NESTED + "Unseen:PIPELINE"))
                .hasMessageContaining("class " + NESTED + "Unseen is not public");
    }

    @Test
    void unknownName_listsWhatThereIs() {
        assertThatThrownBy(() -> resolve("nope"))
                .hasMessage(
                        "'nope' gives no app. Tried:\n  - built-in and registered apps: none has"
                                + " this name; there are app, assistant, demo, echo");
    }

    @Test
    void nameOfNoClass_isTriedAsPython_andSaysBoth() {
        assertThatThrownBy(() -> resolve("vedana_core.app:app"))
                .hasMessageStartingWith(
                        "'vedana_core.app:app' gives no app. Tried:\n"
                                + "  - Java class on the class path or --app-path (which is"
                                + " empty): class vedana_core.app is not found\n"
                                + "  - Python app, by --python: missing-python cannot be run: ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1/, http://localhost:1",
        "HTTPS://127.0.0.1:1/jims/, HTTPS://127.0.0.1:1/jims"
    })
    void url_givesAJimsApiService_thatNeedNotRunYet(String url, String shown) {
        LoadedApp loaded = resolve(url);

        assertThat(loaded.app().name()).isEqualTo("jims-api");
        assertThat(loaded.description()).isEqualTo("jims-api service at " + shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:hunter2@jims.example",
        "http:hunter2",
        "http://jims.example/?hunter2"
    })
    void urlThatIsNotAllowed_saysWhy_withoutShowingIt(String url) {
        assertThatThrownBy(() -> resolve(url))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("jims-api service: the URL is not allowed: it ")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"a:b:c", "a b", ":app", "x.Y:", "../app"})
    void nameOfNoForm_saysWhichFormsThereAre(String name) {
        assertThatThrownBy(() -> resolve(name))
                .isInstanceOf(AppException.class)
                .hasMessage(
                        "'"
                                + name
                                + "' is no name of an app; give one word (letters, digits, - and"
                                + " _), some.Class:member, some_module:attr or the URL of a jims-api"
                                + " service");
    }

    @Test
    void dottedNameAlone_meansItsMemberApp() {
        assertThatThrownBy(() -> resolve("vedana_core.app"))
                .hasMessageStartingWith("'vedana_core.app:app' gives no app. Tried:\n");
        assertThat(resolve(StaticMembers.class.getName()).app().name()).isEqualTo("made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract_app", "contract_app.py", "./contract_app.py:app"})
    void nameOfAPythonFile_saysTheFormThatWouldWork(String name) {
        assertThatThrownBy(() -> resolve(name))
                .isInstanceOf(AppException.class)
                .hasMessageEndingWith("contract_app.py give --app contract_app:app");
    }

    @Test
    void fileThatTheOriginalWouldRun_isNotRun_butNamed(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("app.py"), "raise SystemExit");
        try (CapturedLog log = new CapturedLog(AppResolver.class)) {
            assertThat(resolve("app", directory).description()).startsWith("demo");
            assertThat(log.lines())
                    .contains(
                            "WARNING app.py is here, but no file is run for its name alone; --app"
                                    + " app:app runs it");
        }
    }

    @Test
    void commandsOfTheOperator_areTheApps() {
        AppSettings plain = AppSettings.ofPath(List.of());
        AppSettings settings =
                new AppSettings(
                        List.of(),
                        false,
                        Set.of("/help"),
                        plain.assistant(),
                        plain.python(),
                        plain.remote());
        try (AppResolver resolver = AppResolver.open(settings)) {
            assertThat(resolver.resolve("echo").app().commands()).containsExactly("/help");
            assertThat(resolver.resolve("http://localhost:1").app().commands())
                    .containsExactly("/help");
        }
    }

    private static LoadedApp resolve(String name) {
        return resolve(name, TestPython.settings("missing-python").directory());
    }

    private static LoadedApp resolve(String name, Path directory) {
        PythonSettings usual = TestPython.settings("missing-python");
        AppSettings settings =
                new AppSettings(
                        List.of(),
                        false,
                        Set.of(),
                        AssistantSettings.NONE,
                        new PythonSettings(
                                usual.python(),
                                1,
                                usual.startTimeout(),
                                usual.stallTimeout(),
                                usual.maxLineBytes(),
                                usual.cacheEvents(),
                                directory),
                        RemoteSettings.DEFAULT);
        try (AppResolver resolver = AppResolver.open(settings)) {
            return resolver.resolve(name);
        }
    }
}
