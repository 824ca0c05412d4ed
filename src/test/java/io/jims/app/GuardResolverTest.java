package io.jims.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Guard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardResolverTest {
    private static final String SELF = GuardMembers.class.getName();

    @ParameterizedTest
    @CsvSource({"STRICT", "SUPPLIER", "made"})
    void member_isTheGuard(String member) {
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of()))) {
            assertThat(resolver.guards(SELF + ":" + member))
                    .hasExactlyElementsOfTypes(GuardMembers.Strict.class);
        }
    }

    @Test
    void noneNamed_andNoneRegistered_isNone() {
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of()))) {
            assertThat(resolver.guards(null)).isEmpty();
        }
    }

    @Test
    void registered_isFoundOnTheAppPath(@TempDir Path path) throws Exception {
        Path services = Files.createDirectories(path.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(Guard.class.getName()), GuardMembers.Strict.class.getName());

        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of(path)))) {
            assertThat(resolver.guards(null)).hasExactlyElementsOfTypes(GuardMembers.Strict.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Guard:member, class no.such.Guard is not found",
        "SELF:absent, has no field and no method",
        "SELF:NONE, gives no Guard",
        "word, is no guard; give some.Class:member",
    })
    void wrongName_saysWhy(String name, String why) {
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of()))) {
            assertThatThrownBy(() -> resolver.guards(name.replace("SELF", SELF)))
                    .isInstanceOf(AppException.class)
                    .hasMessageContaining(why);
        }
    }
}
