package io.jims.app.assistant.tool;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.jims.core.ThreadContext;

/// Hands the conversation to a person after the answer.
record HandoffTool(ThreadContext context) implements Tool {
    private static final String NAME = "hand_off_to_person";
    private static final String REASON = "reason";
    private static final ToolSpecification SPECIFICATION =
            ToolSpecification.builder()
                    .name(NAME)
                    .description(
                            "Hands this conversation to a person of the site, who answers in your"
                                    + " place from then on. Call it when the visitor asks for a"
                                    + " person, or when you cannot help them. Then tell the visitor"
                                    + " in one sentence that a person will answer here.")
                    .parameters(
                            JsonObjectSchema.builder()
                                    .addStringProperty(
                                            REASON, "What the person has to know, in one sentence.")
                                    .build())
                    .build();

    @Override
    public ToolSpecification specification() {
        return SPECIFICATION;
    }

    @Override
    public String title() {
        return "handoff to a person";
    }

    @Override
    public String call(String arguments, Reply reply) {
        try {
            Object reason = ToolJson.read(arguments).get(REASON);
            context.handOff(reason == null ? "" : reason.toString());
        } catch (IllegalArgumentException e) {
            throw new ToolException(String.valueOf(e.getMessage()), e);
        }
        return "A person will answer once you have said your last sentence.";
    }
}
