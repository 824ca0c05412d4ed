package io.jims.app.assistant.tool;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.langchain4j.agent.tool.ToolSpecification;
import io.jims.app.assistant.wire.ProviderJson;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.ThreadContext;
import java.time.Duration;
import java.util.Map;

/// An action of the visitor's page as a tool, for one answer.
record PageTool(ThreadContext context, PageAction action, ToolSpecification specification)
        implements Tool {
    /// Consent takes time.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /// @param simple whether the provider knows only the simplest schemas
    static PageTool of(ThreadContext context, PageAction action, boolean simple) {
        Map<String, Object> schema =
                ProviderJson.MAPPER.convertValue(action.inputSchema(), new TypeReference<>() {});
        ToolSpecification specification =
                ToolSpecification.builder()
                        .name(action.name())
                        .description(action.description())
                        .parameters(ToolSchema.of(schema, simple))
                        .build();
        return new PageTool(context, action, specification);
    }

    @Override
    public String title() {
        return Tools.words(action.name());
    }

    @Override
    public String call(String arguments, Reply reply) throws InterruptedException {
        try {
            return ToolJson.write(context.call(action.name(), ToolJson.read(arguments), TIMEOUT));
        } catch (IllegalArgumentException | PageActionException e) {
            throw new ToolException(String.valueOf(e.getMessage()), e);
        }
    }
}
