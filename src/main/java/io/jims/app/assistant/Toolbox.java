package io.jims.app.assistant;

import static java.lang.System.Logger.Level.WARNING;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The methods of `--tools`. Safe for all threads, as far as they are.
final class Toolbox {
    private static final System.Logger LOG = System.getLogger(Toolbox.class.getName());

    /// The longest result that the model is given, in characters.
    private static final int MAX_RESULT = 100_000;

    private final Map<String, ToolMethod> tools = new LinkedHashMap<>();

    /// Makes one object of each class.
    ///
    /// @param classes public ones with a public constructor without parameters and methods marked
    ///   with LangChain4j's `@Tool`
    /// @throws IllegalArgumentException for the operator, if one cannot be used
    static Toolbox load(List<String> classes, ClassLoader loader) {
        Toolbox toolbox = new Toolbox();
        classes.forEach(name -> toolbox.add(create(name, loader)));
        return toolbox;
    }

    List<ToolSpecification> specifications() {
        return tools.values().stream().map(ToolMethod::specification).toList();
    }

    /// Calls a tool and returns what the model is told; a failure is told to it, too.
    String call(ToolExecutionRequest request) throws InterruptedException {
        ToolMethod tool = tools.get(request.name());
        if (tool == null) {
            return "Error: there is no tool " + request.name();
        }
        try {
            String arguments = request.arguments();
            String result = tool.call(arguments == null ? "" : arguments);
            return result.length() > MAX_RESULT ? result.substring(0, MAX_RESULT) : result;
        } catch (ToolException e) {
            LOG.log(WARNING, "the tool " + request.name() + " (--tools) failed", e);
            return "Error: " + e.getMessage();
        }
    }

    /// What the visitor reads while a tool works: `orderStatus` and `order_status` are "order
    /// status".
    static String describe(ToolExecutionRequest request) {
        String words = request.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])|[_-]+", " ");
        return "Using " + words.toLowerCase(Locale.ROOT);
    }

    private static Object create(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw refuse(name, "is not found on the class path or --app-path", e);
        } catch (NoSuchMethodException e) {
            throw refuse(name, "has no public constructor without parameters", e);
        } catch (InvocationTargetException e) {
            throw refuse(name, "cannot be made: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw refuse(name, "cannot be made: " + e, e);
        }
    }

    private void add(Object target) {
        List<Method> methods =
                Stream.concat(
                                Stream.of(target.getClass().getMethods()),
                                Stream.of(target.getClass().getDeclaredMethods()))
                        .distinct()
                        .filter(method -> method.isAnnotationPresent(Tool.class))
                        .filter(method -> !method.isBridge())
                        .toList();
        String name = target.getClass().getName();
        if (methods.isEmpty()) {
            throw refuse(name, "has no method with LangChain4j's @Tool", null);
        }
        for (Method method : methods) {
            ToolMethod tool = ToolMethod.of(target, method);
            if (tools.put(tool.specification().name(), tool) != null) {
                throw refuse(name, "has a second tool called " + tool.specification().name(), null);
            }
        }
    }

    private static IllegalArgumentException refuse(
            String name, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException("--tools: class " + name + " " + why, cause);
    }
}
