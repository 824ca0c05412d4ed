package io.jims.store.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.sqlite.SqliteUrl;
import java.nio.file.Path;
import java.util.Map;
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
        "sqlite+aiosqlite:///chat.db, chat.db",
        "jdbc:sqlite:chat.db, chat.db",
        "jdbc:sqlite:/var/lib/chat.db, /var/lib/chat.db",
        "' sqlite:///with space.db ', with space.db"
    })
    void parse_urlOfFile_givesItsPath(String url, String path) {
        assertThat(DatabaseUrl.parse(url))
                .isEqualTo(new DatabaseUrl.Sqlite(new SqliteUrl(Path.of(path))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "jdbc:sqlite::memory:"
            })
    void parse_anythingElseOfSqlite_saysWhatIsAllowed(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--db: ")
                .hasMessageContaining("give sqlite:///relative/path.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat.db", "mysql://localhost/jims", "jdbc:oracle:thin", "sq\nl:"})
    void parse_otherDatabase_saysWhatIsAllowed(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--db: ")
                .hasMessageContaining("sqlite:///relative/path.db")
                .hasMessageContaining("postgresql://user:password@host:port/database");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://jims:s3cret@db:5433/chats",
                "postgres://jims:s3cret@db:5433/chats",
                "postgresql+asyncpg://jims:s3cret@db:5433/chats",
                "postgresql+psycopg://jims:s3cret@db:5433/chats",
                "postgresql+psycopg2://jims:s3cret@db:5433/chats",
                "jdbc:postgresql://db:5433/chats?user=jims&password=s3cret",
                "postgresql://db:5433/chats?user=jims&password=s3cret",
                "postgresql://jims:s3cret@/chats?host=db:5433",
                "postgresql:///?host=db&port=5433&dbname=chats&user=jims&password=s3cret"
            })
    void parse_urlOfServer_givesItsParts(String url) {
        PostgresUrl parsed = postgres(url);

        assertThat(parsed.hosts()).containsExactly(new PostgresUrl.Host("db", 5433));
        assertThat(parsed.database()).isEqualTo("chats");
        assertThat(parsed.user()).isEqualTo("jims");
        assertThat(parsed.password()).isEqualTo("s3cret");
        assertThat(parsed.parameters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db/chats, postgresql://db:5432/chats",
        "postgresql:///chats, postgresql://localhost:5432/chats",
        "jdbc:postgresql:chats, postgresql://localhost:5432/chats",
        "postgresql://jims@[::1]:5433/chats, postgresql://jims@[::1]:5433/chats",
        "postgresql://[fe80::1]/chats, postgresql://[fe80::1]:5432/chats",
        "'postgresql://a,b:5433/chats', 'postgresql://a:5432,b:5433/chats'",
        "postgresql://jims:@db/chats, postgresql://jims@db:5432/chats",
        "postgresql://db/caf%C3%A9, postgresql://db:5432/café"
    })
    void parse_partsLeftOut_areTheUsualOnes(String url, String shown) {
        assertThat(postgres(url)).hasToString(shown);
        assertThat(postgres(url).password()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://postgres:postgres@db:5432",
                "postgresql://postgres:postgres@db:5432/",
                "postgresql+asyncpg://postgres:postgres@db",
                "postgresql://db?user=postgres&password=postgres"
            })
    void parse_databaseLeftOut_isNamedLikeTheUser(String url) {
        assertThat(postgres(url)).hasToString("postgresql://postgres@db:5432/postgres");
    }

    @Test
    void parse_databaseAndUserLeftOut_areNamedLikeTheUserOfTheProcess() {
        assertThat(postgres("postgresql://db").database())
                .isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void parse_encodedUserAndPassword_areDecoded() {
        PostgresUrl url = postgres("postgresql://j%40ims:p%2F%3F%23%40%3A%25+:ä@db/chats");

        assertThat(url.user()).isEqualTo("j@ims");
        assertThat(url.password()).isEqualTo("p/?#@:%+:ä");
    }

    @Test
    void parse_rawAtSignInPassword_belongsToIt() {
        assertThat(postgres("postgresql://jims:p@ss@db/chats").password()).isEqualTo("p@ss");
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=verify-full, sslmode, verify-full",
        "ssl=require, sslmode, require",
        "ssl=true, ssl, true",
        "sslrootcert=/etc/ca.pem, sslrootcert, /etc/ca.pem",
        "sslrootcert=system, sslfactory, org.postgresql.ssl.DefaultJavaSSLFactory",
        "connect_timeout=3, connectTimeout, 3",
        "timeout=3, connectTimeout, 3",
        "application_name=my+chat, ApplicationName, my chat",
        "options=-c%20search_path%3Dchat, options, -c search_path=chat",
        "target_session_attrs=read-write, targetServerType, primary",
        "keepalives=0, tcpKeepAlive, false",
        "prepared_statement_cache_size=0, prepareThreshold, 0",
        "currentSchema=chat, currentSchema, chat"
    })
    void parse_parameter_isTranslatedForTheDriver(String given, String name, String value) {
        assertThat(postgres("postgresql://db/chats?" + given).parameters())
                .isEqualTo(Map.of(name, value));
    }

    @Test
    void parse_parametersThatOnlyPythonNeeds_areLeftOut() {
        assertThat(
                        postgres(
                                        "postgresql+asyncpg://db/chats"
                                                + "?client_encoding=UTF-8&statement_cache_size=100")
                                .parameters())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://jims:s3cret@db/a/b",
                "postgresql://jims:s3cret@db:port/chats",
                "postgresql://jims:s3cret@db:0/chats",
                "postgresql://jims:s3cret@db:99999/chats",
                "postgresql://jims:s3cret@::1/chats",
                "postgresql://jims:s3cret/@db/chats",
                "postgresql://jims:1/s3cret@db/chats",
                "postgresql://jims:s3cret%zz@db/chats",
                "postgresql://jims:s3cret?@db/chats",
                "postgresql://jims:s3cret#@db/chats",
                "postgresql+mysql://jims:s3cret@db/chats",
                "postgresql:///chats?host=/var/run/s3cret",
                "postgresql://db/chats?sslmode=s3cret",
                "postgresql://db/chats?ssl=s3cret",
                "postgresql://db/chats?unknown=s3cret",
                "postgresql://db/chats?s3cret",
                "postgresql://db/chats?service=s3cret",
                "postgresql://db/chats?client_encoding=s3cret",
                "postgresql://db/chats?target_session_attrs=s3cret",
                "postgresql://db/chats?command_timeout=s3cret"
            })
    void parse_urlThatCannotBeUsed_isRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("--db: ")
                .message()
                .doesNotContain("s3cret")
                .doesNotContain("\n");
    }

    @Test
    void parse_unknownParameter_isNamed() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://db/chats?ssl_mode=require"))
                .hasMessageContaining("ssl_mode")
                .hasMessageContaining("sslmode");
    }

    @Test
    void toString_ofServer_showsNeitherPasswordNorParameters() {
        assertThat(postgres("postgresql://jims:s3cret@db/chats?sslpassword=s3cret"))
                .hasToString("postgresql://jims@db:5432/chats");
    }

    private static PostgresUrl postgres(String url) {
        return ((DatabaseUrl.Postgres) DatabaseUrl.parse(url)).url();
    }
}
