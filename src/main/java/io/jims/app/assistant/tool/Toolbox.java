package io.jims.app.assistant.tool;

import io.jims.core.PageAction;
import io.jims.core.ThreadContext;
import io.modelcontextprotocol.spec.McpSchema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The methods of `--tools` and the MCP servers of `--mcp`. Safe for all threads, if they are.
public final class Toolbox implements AutoCloseable {
    private final Map<String, ToolMethod> tools = new LinkedHashMap<>();
    private final List<McpConnection> connections = new ArrayList<>();
    private boolean simpleSchemas;

    /// Makes one object of each class.
    ///
    /// @param classes public ones with a public constructor without parameters and methods marked
    ///   with LangChain4j's `@Tool`
    /// @throws IllegalArgumentException for the operator, if one cannot be used
    public static Toolbox load(List<String> classes, ClassLoader loader) {
        Toolbox toolbox = new Toolbox();
        classes.forEach(name -> toolbox.add(create(name, loader)));
        return toolbox;
    }

    /// Begins to connect to the MCP servers.
    ///
    /// @param simple whether the model knows only the simplest schemas
    public void connect(McpSettings mcp, boolean simple) {
        simpleSchemas = simple;
        for (McpServer server : mcp.servers()) {
            McpConnection connection = new McpConnection(server, mcp.timeout());
            connections.add(connection);
            connection.connectSoon();
        }
    }

    /// Those that there are at the moment, for one answer; of one name the operator's own counts.
    public Tools open(ThreadContext context) throws InterruptedException {
        List<Tool> all = new ArrayList<>(tools.values());
        for (McpConnection connection : connections) {
            for (McpSchema.Tool tool : connection.tools()) {
                all.add(McpTool.of(connection, tool, simpleSchemas));
            }
        }
        for (PageAction action : context.pageActions()) {
            all.add(PageTool.of(context, action, simpleSchemas));
        }
        if (context.canHandOff()) {
            all.add(new HandoffTool(context));
        }
        return new Tools(all);
    }

    /// Ends the MCP servers.
    @Override
    public void close() {
        connections.forEach(McpConnection::close);
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
                        .filter(method -> ToolMethod.isTool(method))
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
