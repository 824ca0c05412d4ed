package io.jims.widget.session;

import io.jims.conversation.handoff.HandoffRule;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// The bounds of one socket's chat.
///
/// @param messageCharacters longest message of a visitor, in Unicode characters
/// @param waitingMessages messages that may wait while another is answered
/// @param feedback whether answers may be rated
/// @param pageActions names of what pages may be asked to do
/// @param handoff who may hand a thread to a person
public record ChatLimits(
        int messageCharacters,
        int waitingMessages,
        boolean feedback,
        Set<String> pageActions,
        HandoffRule handoff) {
    public ChatLimits {
        pageActions = Set.copyOf(pageActions);
    }

    /// Those of the actions that a page offers that it may be asked to do.
    Set<String> pageActionsAmong(Collection<String> offered) {
        return offered.stream()
                .filter(pageActions::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
