package io.jims.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.assistant.AssistantSettings;
import io.jims.app.remote.RemoteSettings;
import io.jims.testing.Conversation;
import io.jims.testing.StaticMembers;
import io.jims.testing.TestPython;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource({"some.Class", "a:b:c", "a b", ":app", "x.Y:", "../app"})
    void nameOfNoForm_saysWhichFormsThereAre(String name) {
        assertThatThrownBy(() -> resolve(name))
                .isInstanceOf(AppException.class)
                .hasMessage(
                        "'"
                                + name
                                + "' is no name of an app; give one word (letters, digits, - and"
                                + " _), some.Class:member or the URL of a jims-api service");
    }

    private static LoadedApp resolve(String name) {
        AppSettings settings =
                new AppSettings(
                        List.of(),
                        AssistantSettings.NONE,
                        TestPython.settings("missing-python"),
                        RemoteSettings.DEFAULT);
        try (AppResolver resolver = AppResolver.open(settings)) {
            return resolver.resolve(name);
        }
    }
}
