package io.jims.widget.protocol;

import io.jims.conversation.notice.Notice;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Adds URLs to the files in a thread's frames. They expire, so they are made anew each time. Two
/// of the same thread are equal for encoding.
///
/// @param addresses of the thread's files, relative to the server's URL; a constant
public record FileLinks(ThreadId thread, BiFunction<ThreadId, UUID, String> addresses)
        implements Function<Notice, List<String>> {
    /// The path of uploads, relative to the server's URL.
    public static final String ADDRESS = "uploads";

    @Override
    public List<String> apply(Notice notice) {
        return NoticeFrames.of(notice).stream()
                .map(frame ->
                        JimsProtocol.write(
                                frame instanceof ServerFrame.Message said ? link(said) : frame))
                .toList();
    }

    /// A copy of the messages, with URLs.
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
