package io.jims.widget.session;

import io.jims.admission.Admission;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.token.ContactId;
import io.jims.conversation.Conversations;
import io.jims.core.ThreadEvent;
import io.jims.store.ContactThread;
import io.jims.widget.protocol.ServerFrame;
import java.util.Optional;

/// The conversations of a visitor who has proved who they are.
final class ThreadList {
    /// Most conversations in a list: those that were begun last.
    private static final int MOST = 100;

    /// The longest title, in Unicode characters.
    private static final int TITLE = 80;

    private final Conversations conversations;
    private final Admission admission;

    ThreadList(Conversations conversations, Admission admission) {
        this.conversations = conversations;
        this.admission = admission;
    }

    /// @throws io.jims.core.ChatException `RATE_LIMITED` if it is wanted too often
    ServerFrame.Threads of(ContactId contact, ClientAddress address) {
        admission.admitListing(contact.value(), address);
        return new ServerFrame.Threads(
                conversations.threadsOf(contact, MOST).stream().map(ThreadList::item).toList());
    }

    private static ServerFrame.Threads.Item item(ContactThread thread) {
        String title = Optional.ofNullable(thread.question()).map(ThreadList::title).orElse("");
        return new ServerFrame.Threads.Item(
                thread.id(), title.isEmpty() ? "…" : title, thread.lastEventAt());
    }

    /// One line, whatever the visitor wrote.
    private static String title(ThreadEvent question) {
        String label = question.text("label");
        String text = label == null ? question.content() : label;
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}&&[^\\u200D]]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= TITLE) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, TITLE - 1)).strip() + "…";
    }
}
