package io.jims.app.assistant;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/// Builds the messages for the model in the form that all models accept: instructions first, then
/// visitor and assistant alternating, the visitor first.
final class Prompt {
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final StringBuilder instructions;
    private final List<Part> parts = new ArrayList<>();

    private record Part(String role, StringBuilder text, List<Content> pictures) {}

    private Prompt(String instructions) {
        this.instructions = new StringBuilder(instructions);
    }

    /// @param history oldest first; extra context that neither side said joins the instructions
    /// @param shown what goes with each of these
    static List<ChatMessage> of(
            String instructions,
            List<io.jims.core.ChatMessage> history,
            List<Pictures.Shown> shown) {
        Prompt prompt = new Prompt(instructions);
        for (int i = 0; i < history.size(); i++) {
            if (!history.get(i).content().isBlank()) {
                prompt.add(history.get(i), shown.get(i));
            }
        }
        return prompt.messages();
    }

    private void add(io.jims.core.ChatMessage message, Pictures.Shown shown) {
        switch (message.role()) {
            case USER -> {
                say(USER, message.content());
                if (!shown.note().isEmpty()) {
                    say(USER, shown.note());
                }
                parts.getLast().pictures().addAll(shown.pictures());
            }
            case ASSISTANT -> {
                if (!parts.isEmpty()) {
                    say(ASSISTANT, message.content());
                }
            }
            default -> append(instructions, message.content());
        }
    }

    private void say(String role, String text) {
        if (parts.isEmpty() || !parts.getLast().role().equals(role)) {
            parts.add(new Part(role, new StringBuilder(), new ArrayList<>()));
        }
        append(parts.getLast().text(), text);
    }

    private static void append(StringBuilder paragraphs, String text) {
        paragraphs.append(paragraphs.isEmpty() ? "" : "\n\n").append(text);
    }

    private List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        if (!instructions.isEmpty()) {
            messages.add(SystemMessage.from(instructions.toString()));
        }
        for (Part part : parts) {
            String text = part.text().toString();
            messages.add(part.role().equals(USER) ? ofUser(text, part) : AiMessage.from(text));
        }
        return messages;
    }

    private static UserMessage ofUser(String text, Part part) {
        if (part.pictures().isEmpty()) {
            return UserMessage.from(text);
        }
        List<Content> contents = new ArrayList<>(List.of(TextContent.from(text)));
        contents.addAll(part.pictures());
        return UserMessage.from(contents);
    }
}
