package io.jims.widget.session;

import io.jims.conversation.Conversation;
import io.jims.core.ThreadEvent;
import io.jims.widget.protocol.NoticeFrames;
import io.jims.widget.protocol.ServerFrame;
import java.util.List;
import java.util.UUID;

/// Older messages of a conversation, page by page.
final class HistoryPages {
    static final ServerFrame.History NONE = new ServerFrame.History(List.of(), false);

    private static final int PAGE = 50;

    private HistoryPages() {}

    /// The messages right before one, oldest first.
    static ServerFrame.History before(Conversation conversation, UUID message) {
        UUID before = message;
        while (true) {
            List<ThreadEvent> events = conversation.messagesBefore(before, PAGE + 1);
            boolean more = events.size() > PAGE;
            List<ThreadEvent> page = more ? events.subList(1, events.size()) : events;
            List<ServerFrame.Message> shown = NoticeFrames.messages(page, conversation.ratings());
            if (!more || !shown.isEmpty()) {
                return new ServerFrame.History(shown, more);
            }
            before = page.getFirst().id(); // none of these shows anything
        }
    }
}
