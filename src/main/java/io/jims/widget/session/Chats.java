package io.jims.widget.session;

import io.jims.admission.Admission;
import io.jims.admission.token.Identification;
import io.jims.conversation.Conversations;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.Workers;
import io.jims.lifecycle.Texts;
import io.jims.widget.Limits;
import java.util.function.Supplier;

/// What all chats of a server share.
///
/// @param texts the words of the widget as they are at present
public record Chats(
        Conversations conversations,
        Identification identification,
        Workers workers,
        MessageCounts counts,
        Limits limits,
        Admission admission,
        Supplier<Texts> texts) {
    /// The rules for taking a message.
    MessageRules rules() {
        return new MessageRules(limits, workers);
    }
}
