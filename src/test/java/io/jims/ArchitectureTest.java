package io.jims;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
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

/// Which package may use which, and what none may do. Packages that do not exist yet pass.
@AnalyzeClasses(packages = "io.jims", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "io.jims";
    private static final String CORE = "io.jims.core..";
    private static final String LIFECYCLE = "io.jims.lifecycle..";
    private static final String APP = "io.jims.app..";
    private static final String PROTOCOL = "io.jims.widget.protocol..";
    private static final String HELIDON = "io.helidon..";
    private static final String JWT = "com.nimbusds..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    @ArchTest static final ArchRule core_usesNoneOfOurs = mayUse(CORE, "com.fasterxml.uuid..");

    @ArchTest
    static final ArchRule store_usesCoreAndDatabases =
            mayUse(
                    "io.jims.store..",
                    CORE,
                    JACKSON,
                    "org.sqlite..",
                    "org.postgresql..",
                    "com.zaxxer.hikari..");

    @ArchTest
    static final ArchRule app_ofOurs_usesCore =
            noClasses()
                    .that()
                    .resideInAPackage(APP)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.jims..").and(not(resideInAnyPackage(CORE, APP))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule assistant_usesCoreAndLangChain4j =
            mayUse("io.jims.app.assistant..", CORE, "dev.langchain4j..");

    @ArchTest
    static final ArchRule app_kinds_neverUseEachOther =
            slices().matching("io.jims.app.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .allowEmptyShould(true);

    @ArchTest static final ArchRule lifecycle_usesCore = mayUse(LIFECYCLE, CORE, JACKSON);

    @ArchTest
    static final ArchRule widget_usesCoreLifecycleAndHelidon =
            mayUse(
                    "io.jims.widget..",
                    CORE,
                    LIFECYCLE,
                    HELIDON,
                    JACKSON,
                    JWT,
                    "io.github.bucket4j..",
                    "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule admission_usesCoreAndSockets =
            mayUse(
                    "io.jims.widget.admission..",
                    CORE,
                    HELIDON,
                    JWT,
                    "io.jims.widget.socket..",
                    "io.github.bucket4j..",
                    "com.github.benmanes.caffeine..");

    @ArchTest static final ArchRule protocol_usesCoreAndJackson = mayUse(PROTOCOL, CORE, JACKSON);

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
    static final ArchRule telemetry_usesCoreHelidonAndItsSinks =
            mayUse("io.jims.telemetry..", CORE, HELIDON, "io.sentry..", "io.opentelemetry..");

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
    static final ArchRule standardStreams_areForTheRoot =
            noClasses().that().resideOutsideOfPackage(ROOT).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logging_isDoneBySystemLogger =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.util.logging..", "org.slf4j..", "org.apache.logging..");

    @ArchTest
    static final ArchRule names_sayWhatAClassIs =
            classes().should().haveNameNotMatching(".*(Manager|Utils?|Helper|Impl)");

    /// Everyone may use the JDK, JSpecify's annotations and their own package.
    private static ArchRule mayUse(String packages, String... others) {
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
