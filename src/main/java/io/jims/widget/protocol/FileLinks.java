package io.jims.widget.protocol;

import io.jims.conversation.notice.Notice;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Gives the files in frames of a thread addresses to read them at: fresh ones each time, since
/// they expire. Two of the same thread encode alike.
///
/// @param addresses of the thread's files, below the server's address; a constant
public record FileLinks(ThreadId thread, BiFunction<ThreadId, UUID, String> addresses)
        implements Function<Notice, List<String>> {
    /// Where files are sent and read, below the server's address.
    public static final String ADDRESS = "uploads";

    @Override
    public List<String> apply(Notice notice) {
        return NoticeFrames.of(notice).stream()
                .map(frame ->
                        JimsProtocol.write(
                                frame instanceof ServerFrame.Message said ? link(said) : frame))
                .toList();
    }

    /// The same messages with addresses.
    public List<ServerFrame.Message> link(List<ServerFrame.Message> messages) {
        return messages.stream().map(this::link).toList();
    }

    private ServerFrame.Message link(ServerFrame.Message message) {
        return message.attachments().isEmpty()
                ? message
                : message.with(message.attachments().stream().map(this::link).toList());
    }

    private ServerFrame.Message.File link(ServerFrame.Message.File file) {
        return new ServerFrame.Message.File(
                file.id(),
                file.name(),
                file.type(),
                file.size(),
                addresses.apply(thread, file.id()));
    }
}
