package io.jims;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// Which room may use which, and what none may do.
@AnalyzeClasses(packages = "io.jims", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "io.jims";
    private static final String PROTOCOL = "io.jims.widget.protocol..";
    private static final String[] STORE_PORTS = {
        "io.jims.store", "io.jims.store.archive", "io.jims.store.index"
    };
    private static final String HELIDON = "io.helidon..";
    private static final String JWT = "com.nimbusds..";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String BUCKETS = "io.github.bucket4j..";
    private static final String CAFFEINE = "com.github.benmanes.caffeine..";

    @ArchTest static final ArchRule core_usesNoneOfOurs = mayUse("core", "com.fasterxml.uuid..");

    @ArchTest static final ArchRule observe_usesCore = mayUse("observe", room("core"));

    @ArchTest
    static final ArchRule store_usesCoreObserveAndDatabases =
            mayUse(
                    "store",
                    room("core"),
                    room("observe"),
                    JACKSON,
                    "org.sqlite..",
                    "org.postgresql..",
                    "com.zaxxer.hikari..");

    @ArchTest
    static final ArchRule store_kinds_neverUseEachOther =
            slices().matching("io.jims.store.(sqlite|postgres)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule store_rooms_areOpenedByTheCompositionRoot =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(room("store"), room("server"), room("cli"))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.jims.store.*..")
                                    .and(not(resideInAnyPackage(STORE_PORTS))));

    @ArchTest
    static final ArchRule store_ports_knowNoDatabase =
            classes()
                    .that()
                    .resideInAnyPackage(STORE_PORTS)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(STORE_PORTS)
                                    .or(
                                            resideInAnyPackage(
                                                    "java..", "org.jspecify..", room("core")))
                                    .and(not(resideInAPackage("java.sql.."))));

    @ArchTest
    static final ArchRule admission_usesPlainValues =
            mayUse(
                    "admission",
                    room("core"),
                    room("observe"),
                    room("store"),
                    JWT,
                    BUCKETS,
                    CAFFEINE);

    @ArchTest
    static final ArchRule upload_knowsNoSockets =
            mayUse(
                    "upload",
                    room("core"),
                    room("observe"),
                    room("store"),
                    room("admission"),
                    JACKSON);

    @ArchTest
    static final ArchRule conversation_knowsNoSockets =
            mayUse(
                    "conversation",
                    room("core"),
                    room("observe"),
                    room("store"),
                    room("admission"),
                    JACKSON,
                    CAFFEINE);

    @ArchTest
    static final ArchRule widget_usesConversationLifecycleAndHelidon =
            mayUse(
                    "widget",
                    room("core"),
                    room("observe"),
                    room("store"),
                    room("admission"),
                    room("conversation"),
                    room("lifecycle"),
                    room("upload"),
                    room("listener"),
                    HELIDON,
                    JACKSON,
                    CAFFEINE);

    @ArchTest
    static final ArchRule operator_usesConversationStoreAndHelidon =
            mayUse(
                    "operator",
                    room("core"),
                    room("observe"),
                    room("store"),
                    room("admission"),
                    room("conversation"),
                    room("upload"),
                    room("listener"),
                    HELIDON,
                    JACKSON);

    @ArchTest
    static final ArchRule operator_rooms_areForTheListener =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(room("operator"), room("server"), room("cli"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(room("operator"));

    @ArchTest
    static final ArchRule operator_subjects_neverUseEachOther =
            slices().matching("io.jims.operator.(thread|report|live)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule operator_http_knowsNoRoutes =
            mayUse("operator.http", room("core"), "io.jims.store.index", HELIDON, JACKSON);

    @ArchTest
    static final ArchRule operator_access_knowsNoRoutes =
            mayUse(
                    "operator.access",
                    room("core"),
                    "io.jims.store",
                    room("admission"),
                    room("listener"),
                    room("operator.http"),
                    HELIDON);

    @ArchTest
    static final ArchRule protocol_usesCoreAndJackson =
            mayUse("widget.protocol", room("core"), room("conversation"), JACKSON);

    @ArchTest
    static final ArchRule socket_isForHelidonAlone =
            mayUse("widget.socket", room("core"), room("observe"), room("listener"), HELIDON);

    @ArchTest
    static final ArchRule listener_knowsNothingItServes =
            mayUse("listener", room("observe"), room("admission"), HELIDON, "com.sun.management..");

    @ArchTest
    static final ArchRule app_usesCoreAndObserve =
            noClasses()
                    .that()
                    .resideInAPackage("io.jims.app..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.jims..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            room("core"),
                                                            room("observe"),
                                                            room("app")))));

    @ArchTest
    static final ArchRule assistant_usesLangChain4j =
            mayUse(
                    "app.assistant",
                    room("core"),
                    room("observe"),
                    JACKSON,
                    "dev.langchain4j..",
                    "io.modelcontextprotocol..");

    @ArchTest
    static final ArchRule app_kinds_neverUseEachOther =
            slices().matching("io.jims.app.(*)..").should().notDependOnEachOther();

    @ArchTest static final ArchRule lifecycle_usesCore = mayUse("lifecycle", room("core"), JACKSON);

    @ArchTest
    static final ArchRule telemetry_isBehindObserve =
            mayUse(
                    "telemetry",
                    room("core"),
                    room("observe"),
                    room("admission"),
                    room("listener"),
                    HELIDON,
                    "com.sun.management..", // the JDK's figures of the process
                    "io.sentry..",
                    "io.opentelemetry..");

    @ArchTest static final ArchRule logging_usesTheJdk = mayUse("logging", JACKSON);

    @ArchTest
    static final ArchRule server_isUsedByTheCommandsOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(room("server"), room("cli"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(room("server"));

    @ArchTest
    static final ArchRule root_usesTheCommandLine =
            classes()
                    .that()
                    .resideInAPackage(ROOT)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "org.jspecify..", ROOT, "io.jims.cli");

    @ArchTest
    static final ArchRule picocli_isForTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(room("cli"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule cli_isUsedByMainOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT, room("cli"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(room("cli"));

    @ArchTest
    static final ArchRule commands_neverUseEachOther =
            slices().matching("io.jims.cli.(serve|database|website)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule options_knowNoCommand =
            noClasses()
                    .that()
                    .resideInAnyPackage(room("cli.option"), room("cli.value"), room("cli.dotenv"))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(room("cli"))
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            room("cli.option"),
                                                            room("cli.value"),
                                                            room("cli.dotenv")))));

    @ArchTest
    static final ArchRule protocol_readsAndWritesNothing =
            noClasses()
                    .that()
                    .resideInAPackage(PROTOCOL)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "java.io..",
                                            "java.net..",
                                            "java.nio.channels..",
                                            "java.nio.file..",
                                            "java.sql..")
                                    .and(
                                            not(
                                                    belongToAnyOf(
                                                            IOException.class,
                                                            UncheckedIOException.class,
                                                            Serializable.class,
                                                            URI.class,
                                                            URISyntaxException.class))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule root_isUsedByNobody =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.jims.(**)").should().beFreeOfCycles();

    /// A file is a top-level class with what is nested in it.
    @ArchTest
    static final ArchRule files_haveNoCycles =
            slices().assignedFrom(files()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_areNullMarked = classes().should(resideInNullMarkedPackages());

    @ArchTest
    static final ArchRule methods_doNotSynchronize =
            methods()
                    .should()
                    .notHaveModifier(SYNCHRONIZED)
                    .because("ReentrantLock does it, and can be interrupted and timed");

    @ArchTest
    static final ArchRule signatures_blockInsteadOfPromising =
            noCodeUnits()
                    .that()
                    .doNotHaveModifier(PRIVATE)
                    .and()
                    .areDeclaredInClassesThat()
                    .areNotAssignableTo(BodySubscriber.class) // the JDK asks for such a signature
                    .should(
                            mentionAnyOf(
                                    Future.class, CompletionStage.class, Flow.Publisher.class));

    @ArchTest
    static final ArchRule standardStreams_areForCommandsAndLogs =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT, room("cli"), room("server"), room("logging"))
                    .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logging_isDoneBySystemLogger =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT, room("logging"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.util.logging..", "org.slf4j..", "org.apache.logging..");

    @ArchTest
    static final ArchRule names_sayWhatAClassIs =
            classes().should().haveNameNotMatching(".*(Manager|Utils?|Helper|Impl)");

    private static String room(String name) {
        return "io.jims." + name + "..";
    }

    /// Everyone may use the JDK, JSpecify's annotations and their own room.
    private static ArchRule mayUse(String name, String... others) {
        String packages = room(name);
        String[] allowed =
                Stream.concat(
                                Stream.of("java..", "javax..", "org.jspecify..", packages),
                                Stream.of(others))
                        .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .allowEmptyShould(true);
    }

    private static SliceAssignment files() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass item) {
                return SliceIdentifier.of(item.getName().replaceFirst("\\$.*", ""));
            }

            @Override
            public String getDescription() {
                return "files";
            }
        };
    }

    private static ArchCondition<JavaClass> resideInNullMarkedPackages() {
        return new ArchCondition<>("reside in packages that are @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                item,
                                marked,
                                item.getPackageName() + " of " + item.getName() + ": " + marked));
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> mentionAnyOf(Class<?>... types) {
        return new ArchCondition<>("mention " + Set.of(types) + " in their signature") {
            @Override
            public void check(JavaCodeUnit item, ConditionEvents events) {
                boolean mentioned =
                        item.getAllInvolvedRawTypes().stream()
                                .anyMatch(type -> Stream.of(types).anyMatch(type::isAssignableTo));
                events.add(new SimpleConditionEvent(item, mentioned, item.getFullName()));
            }
        };
    }
}
