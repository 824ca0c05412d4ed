package io.jims.widget;

import io.jims.lifecycle.Texts;
import io.jims.widget.admission.Admission;
import io.jims.widget.admission.Identification;
import java.util.function.Supplier;

/// What all chats of a server share.
///
/// @param texts the words of the widget as they are at present
record Chats(
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
