package io.jims.app;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An app in a member of a Java class: a public static field, or a public static method without
/// parameters.
final class MemberApp {
    private static final int LONGEST_NAME = 100;

    private final Class<?> type;
    private final String member;

    private MemberApp(Class<?> type, String member) {
        this.type = type;
        this.member = member;
    }

    /// Whether there is a class of this name, good or bad.
    static boolean hasClass(ClassLoader loader, String className) {
        try {
            Class.forName(className, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return true;
        }
    }

    /// @throws AppException saying why it is no app
    static JimsApp load(ClassLoader loader, String className, String member) {
        return load(loader, className, member, MemberApp::app);
    }

    /// What the member is or supplies.
    ///
    /// @throws AppException saying why it is none
    static <T> T load(ClassLoader loader, String className, String member, Class<T> wanted) {
        return load(loader, className, member, found -> found.supplied(wanted));
    }

    private static <T> T load(
            ClassLoader loader, String className, String member, Reading<T> reading) {
        try {
            return reading.read(new MemberApp(Class.forName(className, false, loader), member));
        } catch (ClassNotFoundException e) {
            throw new AppException("class " + className + " is not found", e);
        } catch (InvocationTargetException e) {
            throw threw(className, member, e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw threw(className, member, e.getCause());
        } catch (Exception | LinkageError e) {
            throw threw(className, member, e);
        }
    }

    private static AppException threw(String className, String member, @Nullable Throwable e) {
        return e instanceof AppException reason
                ? reason
                : AppException.threw(className + ":" + member, e);
    }

    private <T> T supplied(Class<T> wanted) throws ReflectiveOperationException {
        Object value = value();
        Object given = value instanceof Supplier<?> supplier ? supplier.get() : value;
        if (wanted.isInstance(given)) {
            return wanted.cast(given);
        }
        throw new AppException(this + " gives no " + wanted.getSimpleName());
    }

    private JimsApp app() throws Exception {
        Object value = value();
        if (value instanceof JimsApp || value instanceof Pipeline) {
            return toApp(value);
        }
        return switch (value) {
            case Supplier<?> supplier -> toApp(supplier.get());
            case Callable<?> callable -> toApp(callable.call());
            case null, default -> throw wrongType(value);
        };
    }

    private JimsApp toApp(@Nullable Object value) {
        return switch (value) {
            case JimsApp app -> app;
            case Pipeline pipeline -> new JimsApp(appName(), pipeline);
            case null, default -> throw wrongType(value);
        };
    }

    private String appName() {
        String name = type.getSimpleName();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private AppException wrongType(@Nullable Object value) {
        return new AppException(
                this
                        + " gives "
                        + (value == null ? "null" : "a " + value.getClass().getName())
                        + "; it must give a JimsApp, a Pipeline, or a Supplier or Callable of"
                        + " one");
    }

    /// A field goes before a method of the same name, unless only the method can be used.
    private @Nullable Object value() throws ReflectiveOperationException {
        Optional<Field> field = field();
        if (field.isPresent() && isUsable(field.get())) {
            return field.get().get(null);
        }
        Optional<Method> method = method();
        if (method.isPresent() && isUsable(method.get())) {
            return method.get().invoke(null);
        }
        Optional<? extends Member> unusable = field.isPresent() ? field : method;
        throw unusable.isPresent() ? refuse(unusable.get()) : missing();
    }

    private static boolean isUsable(Member found) {
        return Modifier.isStatic(found.getModifiers()) && isPublic(found);
    }

    private static boolean isPublic(Member found) {
        return Modifier.isPublic(found.getModifiers())
                && Modifier.isPublic(found.getDeclaringClass().getModifiers());
    }

    private AppException refuse(Member found) {
        if (!Modifier.isPublic(found.getModifiers())) {
            return new AppException(this + " is not public");
        }
        return new AppException(
                isPublic(found)
                        ? this + " is not static"
                        : "class " + type.getName() + " is not public");
    }

    private AppException missing() {
        boolean takesArguments =
                Stream.of(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals(member));
        return new AppException(
                takesArguments
                        ? "method " + this + " has parameters; it must have none"
                        : "class "
                                + type.getName()
                                + " has no field and no method without parameters called "
                                + member);
    }

    private Optional<Field> field() {
        return Stream.concat(Stream.of(type.getFields()), Stream.of(type.getDeclaredFields()))
                .filter(field -> field.getName().equals(member))
                .findFirst();
    }

    private Optional<Method> method() {
        return Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals(member))
                .filter(method -> method.getParameterCount() == 0)
                .findFirst();
    }

    @Override
    public String toString() {
        return type.getName() + ":" + member;
    }

    /// Makes something of a member.
    private interface Reading<T> {
        T read(MemberApp found) throws Exception;
    }
}
