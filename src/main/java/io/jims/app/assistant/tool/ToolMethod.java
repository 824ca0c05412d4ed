package io.jims.app.assistant.tool;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.internal.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Java method as a tool. As thread-safe as the method's object.
record ToolMethod(Object target, Method method, ToolSpecification specification) implements Tool {
    /// @throws IllegalArgumentException for the operator, if the model could not call it
    static ToolMethod of(Object target, Method method) {
        method.setAccessible(true);
        ToolSpecification specification = ToolSpecifications.toolSpecificationFrom(method);
        boolean simple =
                Stream.of(method.getParameters())
                        .allMatch(p ->
                                specification.parameters() != null
                                        && specification
                                                .parameters()
                                                .properties()
                                                .containsKey(name(p)));
        if (!simple) {
            throw new IllegalArgumentException(
                    "--tools: " + method + " has a parameter that the model cannot fill");
        }
        return new ToolMethod(target, method, specification);
    }

    /// Whether LangChain4j's annotation marks it.
    static boolean isTool(Method method) {
        return method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class);
    }

    @Override
    public String title() {
        return Tools.words(specification.name());
    }

    @Override
    public String call(String arguments, Reply reply) throws InterruptedException {
        try {
            return toText(method.invoke(target, arguments(arguments)));
        } catch (InvocationTargetException e) {
            return failed(e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            return failed(e);
        }
    }

    private static String failed(@Nullable Throwable e) throws InterruptedException {
        if (e instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (e instanceof VirtualMachineError error) {
            throw error;
        }
        throw new ToolException(String.valueOf(e), e);
    }

    private String toText(@Nullable Object result) {
        return switch (result) {
            case null -> method.getReturnType() == void.class ? "done" : "null";
            case String text -> text;
            default -> Json.toJson(result);
        };
    }

    private @Nullable Object[] arguments(String json) {
        Map<?, ?> given = json.isBlank() ? Map.of() : Json.fromJson(json, Map.class);
        return Stream.of(method.getParameters())
                .map(parameter -> argument(parameter, given.get(name(parameter))))
                .toArray();
    }

    private static @Nullable Object argument(Parameter parameter, @Nullable Object given) {
        P annotation = parameter.getAnnotation(P.class);
        Object value = given;
        if (value == null
                && annotation != null
                && !P.NO_DEFAULT.equals(annotation.defaultValue())) {
            value = annotation.defaultValue();
        }
        if (value == null && parameter.getType().isPrimitive()) {
            throw new IllegalArgumentException("the argument " + name(parameter) + " is missing");
        }
        return convert(parameter.getParameterizedType(), value);
    }

    private static @Nullable Object convert(Type type, @Nullable Object value) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return Optional.ofNullable(convert(generic.getActualTypeArguments()[0], value));
        }
        boolean fits = value == null || (type == String.class && value instanceof String);
        return fits ? value : Json.fromJson(Json.toJson(value), type);
    }

    private static String name(Parameter parameter) {
        P annotation = parameter.getAnnotation(P.class);
        return annotation == null || annotation.name().isBlank()
                ? parameter.getName()
                : annotation.name();
    }
}
