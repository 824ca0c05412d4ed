package io.jims.conversation.log;

import io.jims.core.Attachment;
import io.jims.core.Button;
import io.jims.core.ChatMessage;
import io.jims.core.EventTypes;
import io.jims.core.Handoff;
import io.jims.core.Uuid7;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a visitor sent.
///
/// @param id of the event that it becomes; the same message sent twice has the same id
/// @param text what was typed, or `btn:<id>` of a clicked button
/// @param label what the clicked button said, where the client told
/// @param owed whether it must be answered even if the server dies first: the client was promised
///   so
/// @param language the visitor's, a BCP 47 tag, where the client told; stored of the first message
///   of a thread
/// @param page what the visitor's page tells; null where it tells nothing new
/// @param visitor what the visitor's token says of them; null where there are no tokens
/// @param wantsPerson whether the visitor asks for a person with it
/// @param attachments files that are bound to the thread
public record UserMessage(
        UUID id,
        String text,
        @Nullable String label,
        boolean owed,
        @Nullable String language,
        @Nullable Map<String, @Nullable Object> page,
        @Nullable Map<String, @Nullable Object> visitor,
        boolean wantsPerson,
        List<Attachment> attachments) {
    public UserMessage {
        attachments = List.copyOf(attachments);
    }

    /// A message to whoever answers in the thread.
    public UserMessage(
            UUID id,
            String text,
            @Nullable String label,
            boolean owed,
            @Nullable String language,
            @Nullable Map<String, @Nullable Object> page,
            @Nullable Map<String, @Nullable Object> visitor,
            List<Attachment> attachments) {
        this(id, text, label, owed, language, page, visitor, false, attachments);
    }

    /// A message that says nothing of the page and of the visitor.
    public UserMessage(
            UUID id, String text, @Nullable String label, boolean owed, @Nullable String language) {
        this(id, text, label, owed, language, null, null, List.of());
    }

    /// A message of a client that is promised nothing.
    public static UserMessage of(String text) {
        return of(text, null);
    }

    /// The same from a visitor of whom their token says this.
    public static UserMessage of(String text, @Nullable Map<String, @Nullable Object> visitor) {
        return new UserMessage(Uuid7.next(), text, null, false, null, null, visitor, List.of());
    }

    /// The same message with other words.
    public UserMessage saying(String other, @Nullable String otherLabel) {
        return new UserMessage(
                id, other, otherLabel, owed, language, page, visitor, wantsPerson, attachments);
    }

    /// The same message, by which the visitor asks for a person where that is a click on the button
    /// for it.
    public UserMessage askingForPerson(boolean isAllowed) {
        boolean asks = isAllowed && text.equals(Button.CLICK + Handoff.BUTTON);
        return new UserMessage(id, text, label, owed, language, page, visitor, asks, attachments);
    }

    public String eventType() {
        return text.startsWith(Button.CLICK)
                ? EventTypes.USER_BUTTON_CLICK
                : EventTypes.USER_MESSAGE;
    }

    public Map<String, @Nullable Object> eventData() {
        Map<String, @Nullable Object> data = ChatMessage.ofUser(text).toData();
        if (label != null) {
            data.put("label", label);
        }
        if (!attachments.isEmpty()) {
            data.put(Attachment.MEMBER, attachments.stream().map(Attachment::toData).toList());
        }
        return data;
    }
}
