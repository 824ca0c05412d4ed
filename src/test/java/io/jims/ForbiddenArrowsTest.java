package io.jims;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jims.testing.CompiledApp;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether each rule of [ArchitectureTest] notices what it forbids: a rule that holds whatever
/// happens holds nothing.
class ForbiddenArrowsTest {
    private static final String SUFFIX = "Offender";
    private static final String STORE = "io.jims.store.ThreadStore";
    private static final String SETTINGS = "io.jims.server.Settings";
    private static final String CONVERSATION = "io.jims.conversation.Conversation";
    private static final String SERVER = "io.helidon.webserver.WebServer";

    /// For each rule, classes that break it together.
    private static final Map<String, List<Offender>> OFFENDERS =
            Map.ofEntries(
                    arrow("core_usesNoneOfOurs", "core", STORE),
                    arrow("observe_usesCore", "observe", STORE),
                    arrow(
                            "store_usesCoreObserveAndDatabases",
                            "store",
                            "io.jims.admission.Admission"),
                    between("store_kinds_neverUseEachOther", "store.sqlite", "store.postgres"),
                    arrow(
                            "store_rooms_areOpenedByTheCompositionRoot",
                            "widget",
                            "io.jims.store.sql.StoreOptions"),
                    arrow(
                            "store_ports_knowNoDatabase",
                            "store.index",
                            "io.jims.store.sql.StoreOptions"),
                    arrow("admission_usesPlainValues", "admission", SERVER),
                    arrow("upload_knowsNoSockets", "upload", SERVER),
                    arrow("conversation_knowsNoSockets", "conversation", SERVER),
                    arrow("widget_usesConversationLifecycleAndHelidon", "widget", SETTINGS),
                    arrow("protocol_usesCoreAndJackson", "widget.protocol", SERVER),
                    arrow("socket_isForHelidonAlone", "widget.socket", CONVERSATION),
                    arrow("listener_knowsNothingItServes", "listener", CONVERSATION),
                    arrow("app_usesCoreAndObserve", "app", STORE),
                    arrow(
                            "assistant_usesLangChain4j",
                            "app.assistant",
                            "com.zaxxer.hikari.HikariConfig"),
                    between("app_kinds_neverUseEachOther", "app.demo", "app.echo"),
                    arrow("lifecycle_usesCore", "lifecycle", "io.jims.observe.Tracer"),
                    arrow("telemetry_isBehindObserve", "telemetry", CONVERSATION),
                    arrow("operator_usesConversationStoreAndHelidon", "operator", SETTINGS),
                    arrow(
                            "operator_rooms_areForTheListener",
                            "widget",
                            "io.jims.operator.OperatorServer"),
                    between(
                            "operator_subjects_neverUseEachOther",
                            "operator.thread",
                            "operator.report"),
                    arrow("operator_http_knowsNoRoutes", "operator.http", CONVERSATION),
                    arrow("operator_access_knowsNoRoutes", "operator.access", CONVERSATION),
                    arrow("logging_usesTheJdk", "logging", "io.jims.core.ThreadId"),
                    arrow("server_isUsedByTheCommandsOnly", "widget", SETTINGS),
                    arrow("root_usesTheCommandLine", "", SETTINGS),
                    arrow("picocli_isForTheCommandLine", "server", "picocli.CommandLine"),
                    arrow("cli_isUsedByMainOnly", "server", "io.jims.cli.Launcher"),
                    between("commands_neverUseEachOther", "cli.serve", "cli.database"),
                    arrow("options_knowNoCommand", "cli.option.app", "io.jims.cli.Launcher"),
                    arrow(
                            "protocol_readsAndWritesNothing",
                            "widget.protocol",
                            "java.nio.file.Path"),
                    arrow("root_isUsedByNobody", "cli", "io.jims.Main"),
                    circle("packages_haveNoCycles", "core", "observe"),
                    circle("files_haveNoCycles", "core", "core"),
                    one("packages_areNullMarked", "unmarked", ""),
                    one("methods_doNotSynchronize", "core", "synchronized void work() {}"),
                    one(
                            "signatures_blockInsteadOfPromising",
                            "core",
                            "void work(java.util.concurrent.Future<String> later) {}"),
                    one(
                            "standardStreams_areForCommandsAndLogs",
                            "core",
                            "void work() { System.out.println(); }"),
                    arrow("logging_isDoneBySystemLogger", "core", "java.util.logging.Logger"),
                    Map.entry(
                            "names_sayWhatAClassIs",
                            List.of(new Offender("core", "ThreadManager", ""))));

    @TempDir private static Path directory;

    private static Path classes = Path.of("");

    /// All rules by their names.
    static Map<String, ArchRule> rules() throws IllegalAccessException {
        Map<String, ArchRule> rules = new TreeMap<>();
        for (Field field : ArchitectureTest.class.getDeclaredFields()) {
            if (field.isAnnotationPresent(ArchTest.class)) {
                rules.put(field.getName(), (ArchRule) field.get(null));
            }
        }
        return rules;
    }

    static Stream<String> names() throws IllegalAccessException {
        return rules().keySet().stream();
    }

    @BeforeAll
    static void compile() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (List<Offender> offenders : OFFENDERS.values()) {
            for (Offender offender : offenders) {
                Path source = directory.resolve("source").resolve(offender.file(".java"));
                Files.createDirectories(source.resolveSibling("."));
                sources.add(Files.writeString(source, offender.source()));
            }
        }
        classes = CompiledApp.of(sources, directory.resolve("classes")).directory();
    }

    @Test
    void everyRule_isTried() throws Exception {
        assertThat(OFFENDERS).containsOnlyKeys(rules().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void rule_noticesWhatItForbids(String name) throws Exception {
        List<Path> files =
                requireNonNull(OFFENDERS.get(name)).stream()
                        .map(offender -> classes.resolve(offender.file(".class")))
                        .toList();
        JavaClasses offenders = new ClassFileImporter().importPaths(files);
        assertThat(offenders).hasSameSizeAs(files);

        assertThat(requireNonNull(rules().get(name)).evaluate(offenders).hasViolation()).isTrue();
    }

    private static Map.Entry<String, List<Offender>> arrow(String rule, String room, String used) {
        return one(rule, room, "private " + used + " used;");
    }

    private static Map.Entry<String, List<Offender>> one(String rule, String room, String member) {
        return Map.entry(rule, List.of(new Offender(room, rule + SUFFIX, member)));
    }

    private static Map.Entry<String, List<Offender>> between(String rule, String from, String to) {
        Offender used = new Offender(to, rule + "Used", "");
        return Map.entry(
                rule,
                List.of(
                        new Offender(from, rule + SUFFIX, "private " + used.name() + " used;"),
                        used));
    }

    private static Map.Entry<String, List<Offender>> circle(String rule, String from, String to) {
        Offender other = new Offender(to, rule + "Other", "");
        Offender first = new Offender(from, rule + SUFFIX, "private " + other.name() + " used;");
        return Map.entry(
                rule,
                List.of(
                        first,
                        new Offender(to, rule + "Other", "private " + first.name() + " used;")));
    }

    /// A class that is in a room.
    ///
    /// @param room below `io.jims`; empty for that itself
    private record Offender(String room, String simpleName, String member) {
        String packageName() {
            return room.isEmpty() ? "io.jims" : "io.jims." + room;
        }

        String name() {
            return packageName() + "." + simpleName;
        }

        String file(String extension) {
            return name().replace('.', '/') + extension;
        }

        String source() {
            return "package %s; public class %s { %s }"
                    .formatted(packageName(), simpleName, member);
        }
    }
}
