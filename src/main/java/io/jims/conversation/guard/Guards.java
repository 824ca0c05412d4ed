package io.jims.conversation.guard;

import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Guard;
import io.jims.core.Guard.Pass;
import io.jims.core.Guard.Refuse;
import io.jims.core.Guard.Replace;
import io.jims.core.Guard.Verdict;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// All guards of a server, asked one after the other: each sees what the one before left. Safe for
/// all threads.
public record Guards(List<Guard> guards) {
    /// Lets everything pass.
    public static final Guards NONE = new Guards(List.of());

    private static final String CONTENT = "content";

    public Guards {
        guards = List.copyOf(guards);
    }

    public boolean isEmpty() {
        return guards.isEmpty();
    }

    /// What is stored of a visitor's message.
    ///
    /// @throws ChatException with the words of a refusal; or if a guard failed
    public UserMessage message(UserMessage sent) {
        if (isEmpty()) {
            return sent;
        }
        String label = sent.label() == null ? null : through(sent.label(), Guard::message);
        return sent.saying(through(sent.text(), Guard::message), label);
    }

    /// What is kept of what a run sent. Events other than `comm.*` are the app's own, and stay.
    ///
    /// @throws ChatException with the words of a refusal; or if a guard failed
    public List<ThreadEvent> answer(List<ThreadEvent> sent) {
        return isEmpty() ? sent : sent.stream().map(this::answer).toList();
    }

    private ThreadEvent answer(ThreadEvent event) {
        String said = event.isCommunication() ? event.content() : "";
        String kept = said.isEmpty() ? said : through(said, Guard::answer);
        if (kept.equals(said)) {
            return event;
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.data());
        data.put(CONTENT, kept);
        return new ThreadEvent(event.id(), event.createdAt(), event.type(), data);
    }

    private String through(String text, BiFunction<Guard, String, Verdict> look) {
        String left = text;
        for (Guard guard : guards) {
            left = left(left, verdict(guard, left, look));
        }
        return left;
    }

    private static Verdict verdict(
            Guard guard, String text, BiFunction<Guard, String, Verdict> look) {
        try {
            return look.apply(guard, text);
        } catch (RuntimeException | LinkageError e) { // what nobody has seen does not pass
            throw ChatException.ofPipeline(e);
        }
    }

    private static String left(String text, Verdict verdict) {
        return switch (verdict) {
            case Pass() -> text;
            case Replace(String other) -> other;
            case Refuse(String words) -> throw new ChatException(ErrorCode.PIPELINE, words);
        };
    }
}
