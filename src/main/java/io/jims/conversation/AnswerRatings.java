package io.jims.conversation;

import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.notice.Notice;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Feedback;
import java.util.UUID;

/// What the visitor thinks of the answers in a conversation. Guarded by the conversation's lock.
final class AnswerRatings {
    private final FollowedLog log;
    private final Followers followers;

    AnswerRatings(FollowedLog log, Followers followers) {
        this.log = log;
        this.followers = followers;
    }

    /// Whether it is new; the sender is told where it is not.
    ///
    /// @throws ChatException `BAD_FRAME` if there is no such answer
    boolean isNew(Feedback feedback, Follower sender) {
        requireAnswer(feedback.message());
        boolean isKnown = log.get().isRated(feedback);
        if (isKnown) {
            sender.tell(Notice.Rated.of(feedback));
        }
        return !isKnown;
    }

    /// Stores it and tells all followers.
    ///
    /// @return false if another replica did; then the sender alone is told
    boolean store(Feedback feedback, Follower sender) {
        Notice.Rated rated = Notice.Rated.of(feedback);
        boolean isStored = log.rate(feedback, sender.trace()).isPresent();
        if (isStored) {
            followers.tell(rated);
        } else {
            sender.tell(rated);
        }
        return isStored;
    }

    private void requireAnswer(UUID message) {
        boolean isAnswer =
                log.get()
                        .find(message)
                        .filter(event -> event.isCommunication() && !event.isFromUser())
                        .isPresent();
        if (!isAnswer) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "a feedback's \"id\" must be that of a stored message of the assistant in this"
                            + " thread");
        }
    }
}
