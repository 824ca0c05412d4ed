package io.jims.app.assistant.tool;

import static java.lang.System.Logger.Level.WARNING;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The tools of one answer by name; for equal names, the first counts. For the run's thread.
public final class Tools {
    private static final System.Logger LOG = System.getLogger(Tools.class.getName());

    /// The longest result that the model is given, in characters.
    private static final int MAX_RESULT = 100_000;

    private final Map<String, Tool> byName = new LinkedHashMap<>();

    Tools(List<Tool> tools) {
        tools.forEach(tool -> byName.putIfAbsent(tool.specification().name(), tool));
    }

    public List<ToolSpecification> specifications() {
        return byName.values().stream().map(Tool::specification).toList();
    }

    /// Calls a tool, and returns the result for the model, which may be a failure.
    public String call(ToolExecutionRequest request, Reply reply) throws InterruptedException {
        Tool tool = byName.get(request.name());
        if (tool == null) {
            return "Error: there is no tool " + request.name();
        }
        reply.report("Using " + tool.title());
        try {
            String arguments = request.arguments();
            String result = tool.call(arguments == null ? "" : arguments, reply);
            return result.length() > MAX_RESULT ? result.substring(0, MAX_RESULT) : result;
        } catch (ToolException e) {
            LOG.log(WARNING, "the tool " + request.name() + " (--tools, --mcp) failed", e);
            return "Error: " + e.getMessage();
        }
    }

    /// The words of a name: `orderStatus` and `order_status` are "order status".
    static String words(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|[_./-]+", " ");
        return words.toLowerCase(Locale.ROOT);
    }
}
