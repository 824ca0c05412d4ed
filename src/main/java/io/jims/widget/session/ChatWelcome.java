package io.jims.widget.session;

import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.core.ThreadId;
import io.jims.lifecycle.Texts;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.NoticeFrames;
import io.jims.widget.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers the hello of a client: what it may use here, and what it has not seen of its thread.
final class ChatWelcome {
    private final ChatLimits limits;
    private final ChatFiles files;
    private final Supplier<Texts> texts;

    /// @param texts the words of the widget as they are at present
    ChatWelcome(ChatLimits limits, ChatFiles files, Supplier<Texts> texts) {
        this.limits = limits;
        this.files = files;
        this.texts = texts;
    }

    /// To a thread in which nothing has been said.
    ServerFrame.Welcome toNone(ChatVisitor visitor) {
        return welcome(visitor, null, List.of(), false, false, null);
    }

    /// To a thread at a moment.
    ///
    /// @param unseen what the client has not seen of it
    /// @param lastSeen the last event that it has seen; null for none
    ServerFrame.Welcome to(
            ChatVisitor visitor,
            ThreadSnapshot snapshot,
            NoticeFrames.Unseen unseen,
            @Nullable UUID lastSeen) {
        ThreadId thread = snapshot.thread().id();
        return welcome(
                visitor,
                thread,
                files.link(thread, unseen.messages()),
                unseen.more() && lastSeen == null,
                snapshot.isWithPerson(),
                NoticeFrames.active(snapshot));
    }

    private ServerFrame.Welcome welcome(
            ChatVisitor visitor,
            @Nullable ThreadId thread,
            List<ServerFrame.Message> events,
            boolean more,
            boolean isWithPerson,
            ServerFrame.@Nullable Active active) {
        Map<String, String> shown = texts.get().shown(visitor.language());
        Map<String, Integer> bounds = Map.of("message_characters", limits.messageCharacters());
        return new ServerFrame.Welcome(
                thread,
                visitor.contact(),
                shown,
                bounds,
                features(visitor),
                events,
                more,
                isWithPerson,
                active,
                files.offer(visitor.contact(), visitor.identity()));
    }

    /// The optional parts that this visitor may use.
    private List<String> features(ChatVisitor visitor) {
        List<String> features = new ArrayList<>(List.of("history", "retry", "context"));
        if (limits.feedback()) {
            features.add("feedback");
        }
        if (!limits.pageActions().isEmpty()) {
            features.add("tools");
        }
        if (files.areTaken()) {
            features.add("uploads");
        }
        if (visitor.isIdentified()) {
            features.add("threads");
        }
        if (limits.handoff().isPossible()) {
            features.add(JimsProtocol.HANDOFF);
        }
        if (limits.handoff().isForVisitors()) {
            features.add("handoff_button");
        }
        return features;
    }
}
