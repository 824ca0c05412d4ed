package io.jims.widget.session;

import io.jims.admission.Admission;
import io.jims.admission.token.Identification;
import io.jims.conversation.AnswerWorkers;
import io.jims.conversation.Answerer;
import io.jims.conversation.Conversations;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.work.Workers;
import io.jims.lifecycle.Texts;
import io.jims.observe.Tracer;
import io.jims.upload.Uploads;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What all chats of a server use.
///
/// @param answerer answers clients that are promised nothing
/// @param answers answer what others are owed
/// @param workers for what is done beside the connections' own threads
/// @param failures what went wrong on our side, for the log
/// @param uploads files of visitors; null where none are taken
/// @param texts the words of the widget as they are at present
public record ChatServices(
        Conversations conversations,
        Answerer answerer,
        AnswerWorkers answers,
        Identification identification,
        Workers workers,
        MessageCounts counts,
        ChatLimits limits,
        Admission admission,
        ChatFailures failures,
        @Nullable Uploads uploads,
        Tracer tracer,
        Supplier<Texts> texts) {
    /// The rules for taking a message.
    MessageRules rules() {
        return new MessageRules(limits, workers);
    }
}
