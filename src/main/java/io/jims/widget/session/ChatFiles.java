package io.jims.widget.session;

import io.jims.admission.token.Identity;
import io.jims.conversation.notice.Notice;
import io.jims.core.Attachment;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadId;
import io.jims.store.RefusedRowsException;
import io.jims.store.StaleThreadException;
import io.jims.upload.FileType;
import io.jims.upload.UploadSettings;
import io.jims.upload.Uploads;
import io.jims.widget.protocol.ClientFrame;
import io.jims.widget.protocol.FileLinks;
import io.jims.widget.protocol.NoticeFrames;
import io.jims.widget.protocol.ServerFrame;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The files of one socket's chat.
final class ChatFiles {
    private final @Nullable Uploads uploads;
    private final @Nullable BiFunction<ThreadId, UUID, String> addresses;

    /// @param uploads null where no files are taken
    ChatFiles(@Nullable Uploads uploads) {
        this.uploads = uploads;
        this.addresses = uploads == null ? null : new Addresses(uploads);
    }

    /// Equal for all sockets of a server.
    private record Addresses(Uploads uploads) implements BiFunction<ThreadId, UUID, String> {
        @Override
        public String apply(ThreadId thread, UUID file) {
            return FileLinks.ADDRESS + "/" + file + "?key=" + uploads.keyTo(thread, file);
        }
    }

    boolean areTaken() {
        return uploads != null;
    }

    /// What a client is told of uploads; null where none are taken.
    ServerFrame.@Nullable UploadOffer offer(String contact, @Nullable Identity identity) {
        if (uploads == null) {
            return null;
        }
        UploadSettings settings = uploads.settings();
        return new ServerFrame.UploadOffer(
                FileLinks.ADDRESS,
                uploads.ticketFor(contact, identity == null ? null : identity.expires()),
                FileType.mediaTypes(),
                settings.maxBytes(),
                settings.maxFiles());
    }

    Function<Notice, List<String>> encoder(ThreadId thread) {
        return addresses == null ? NoticeFrames.ENCODER : new FileLinks(thread, addresses);
    }

    List<ServerFrame.Message> link(ThreadId thread, List<ServerFrame.Message> messages) {
        return addresses == null ? messages : new FileLinks(thread, addresses).link(messages);
    }

    /// @throws ChatException `BAD_FRAME` if files come where none are taken, or with a click
    void check(ClientFrame.Message message) {
        if (message.attachments().isEmpty()) {
            return;
        }
        if (uploads == null) {
            throw new ChatException(ErrorCode.BAD_FRAME, "this server takes no files (--uploads)");
        }
        if (message.label() != null) {
            throw new ChatException(ErrorCode.BAD_FRAME, "a click has no \"attachments\"");
        }
    }

    /// Binds the files of a message to its thread, then has the message accepted; where that
    /// certainly stored nothing, the files wait again.
    ///
    /// @throws ChatException `BAD_FRAME` if a file is not there for this visitor; else what the
    ///   acceptance throws
    void send(
            ThreadId thread,
            ClientFrame.Message message,
            String contact,
            Consumer<List<Attachment>> accept) {
        if (uploads == null || message.attachments().isEmpty()) {
            accept.accept(List.of());
            return;
        }
        Uploads.Sent sent = uploads.send(thread, message.attachments(), contact);
        try {
            accept.accept(sent.attachments());
        } catch (ChatException | RefusedRowsException | StaleThreadException e) {
            sent.takeBack();
            throw e;
        }
    }
}
