package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "sqlite:///chat.db, chat.db",
        "sqlite:///data/chat.db, data/chat.db",
        "sqlite:////var/lib/chat.db, /var/lib/chat.db",
        "jdbc:sqlite:chat.db, chat.db",
        "jdbc:sqlite:/var/lib/chat.db, /var/lib/chat.db",
        "' sqlite:///with space.db ', with space.db"
    })
    void parse_urlOfFile_givesItsPath(String url, String path) {
        assertThat(DatabaseUrl.parse(url).file()).isEqualTo(Path.of(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat.db",
                "sqlite:",
                "sqlite://",
                "sqlite:///",
                "sqlite://host/chat.db",
                "sqlite:///data/",
                "sqlite:///:memory:",
                "sqlite:///file:chat.db",
                "sqlite:///chat.db?mode=ro",
                "sqlite:///chat\u0000.db",
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:postgresql://localhost/jims",
                "mysql://localhost/jims"
            })
    void parse_anythingElse_saysWhatIsAllowed(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--db")
                .hasMessageContaining("this version supports SQLite only: sqlite:///");
    }

    @Test
    void parse_urlWithPassword_doesNotShowIt() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://jims:s3cret@db:5432/jims"))
                .hasMessageContaining("'postgresql:'")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void open_urlOfAnotherDatabase_isRefused() {
        assertThatThrownBy(() -> ThreadStores.open("postgresql://localhost/jims"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
