package io.jims.core;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.testing.TestThread;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What Java apps compile against, beside that of the last release: nothing of it is gone.
///
/// At a release the file is written anew: `mvn test -Dtest=ApiCompatibilityTest
/// -Djims.api.write=true`.
class ApiCompatibilityTest {
    private static final Path LAST_RELEASE = Path.of("src", "api", "signatures.txt");
    private static final List<Class<?>> PACKAGES = List.of(JimsApp.class, TestThread.class);

    /// What apps implement, so that one more method would break them.
    private static final List<Class<?>> IMPLEMENTED =
            List.of(Pipeline.class, JimsAppProvider.class);

    @Test
    void everythingOfTheLastRelease_isThere() throws Exception {
        Set<String> present = signatures();
        if (Boolean.getBoolean("jims.api.write")) {
            Files.write(LAST_RELEASE, present);
        }

        assertThat(present).containsAll(Files.readAllLines(LAST_RELEASE));
    }

    @Test
    void whatAppsImplement_asksForNothingMore() throws Exception {
        List<String> last = Files.readAllLines(LAST_RELEASE);

        assertThat(IMPLEMENTED)
                .flatExtracting(type -> Arrays.asList(type.getMethods()))
                .filteredOn(method -> Modifier.isAbstract(method.getModifiers()))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(last).contains(signature(method)));
    }

    private static Set<String> signatures() throws Exception {
        Set<String> signatures = new TreeSet<>();
        for (Class<?> root : PACKAGES) {
            for (Class<?> type : publicTypes(root)) {
                signatures.add(kind(type) + " " + type.getName());
                Stream.<Member>concat(
                                Stream.concat(
                                        Arrays.stream(type.getDeclaredConstructors()),
                                        Arrays.stream(type.getDeclaredMethods())),
                                Arrays.stream(type.getDeclaredFields()))
                        .filter(member -> !member.isSynthetic())
                        .filter(ApiCompatibilityTest::isForApps)
                        .map(ApiCompatibilityTest::signature)
                        .forEach(signatures::add);
            }
        }
        return signatures;
    }

    private static List<Class<?>> publicTypes(Class<?> root) throws Exception {
        Path classes = Path.of(root.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path folder = classes.resolve(root.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> root.getPackageName() + "." + name.replace(".class", ""))
                    .<Class<?>>map(ApiCompatibilityTest::load)
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    private static boolean isForApps(Member member) {
        return Modifier.isPublic(member.getModifiers())
                || Modifier.isProtected(member.getModifiers());
    }

    private static String kind(Class<?> type) {
        return type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String signature(Member member) {
        String of = member.getDeclaringClass().getName();
        return switch (member) {
            case Constructor<?> constructor -> of + "(" + parameters(constructor) + ")";
            case Method method ->
                    of
                            + "."
                            + method.getName()
                            + "("
                            + parameters(method)
                            + "): "
                            + method.getReturnType().getTypeName();
            case Field field -> of + "." + field.getName() + ": " + field.getType().getTypeName();
            default -> throw new AssertionError(member);
        };
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getTypeName)
                .collect(joining(", "));
    }
}
