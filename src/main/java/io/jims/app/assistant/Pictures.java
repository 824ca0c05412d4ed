package io.jims.app.assistant;

import dev.langchain4j.data.message.ImageContent;
import io.jims.core.Attachment;
import io.jims.core.EventTypes;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Converts the files of messages for the model: pictures as they are, and for others the fact that
/// they were sent.
final class Pictures {
    /// So many are shown, the newest ones: each costs about as much as a page of text.
    static final int MOST = 4;

    /// A larger one is refused by some providers, and is not shown.
    static final long LARGEST = 5 << 20;

    private static final Logger LOGGER = System.getLogger(Pictures.class.getName());

    private Pictures() {}

    /// What goes with a message.
    ///
    /// @param note for the model of what it is not shown; may be empty
    record Shown(List<ImageContent> pictures, String note) {
        static final Shown NOTHING = new Shown(List.of(), "");
    }

    /// What goes with each of the last messages that [ThreadContext#context] gives, the last one
    /// last.
    ///
    /// @param areShown whether the model sees pictures
    static List<Shown> in(ThreadContext context, int messages, boolean areShown) {
        Deque<Shown> all = new ArrayDeque<>();
        int room = areShown ? MOST : 0;
        for (ThreadEvent event : context.events().reversed()) {
            if (all.size() == messages) {
                break;
            }
            if (event.isCommunication() || event.type().startsWith(EventTypes.CONTEXT)) {
                List<Attachment> files =
                        event.data().containsKey(Attachment.MEMBER)
                                ? context.attachments(event)
                                : List.of();
                Shown shown = files.isEmpty() ? Shown.NOTHING : show(files, room);
                room -= shown.pictures().size();
                all.addFirst(shown);
            }
        }
        return List.copyOf(all);
    }

    private static Shown show(List<Attachment> files, int room) {
        List<ImageContent> pictures = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        for (Attachment file : files) {
            Optional<ImageContent> picture =
                    pictures.size() < room ? picture(file) : Optional.empty();
            picture.ifPresentOrElse(
                    pictures::add,
                    () ->
                            note.append(
                                    "\n[The visitor sent the file %s (%s), which you cannot see.]"
                                            .formatted(file.name(), file.type())));
        }
        return new Shown(pictures, note.toString().strip());
    }

    private static Optional<ImageContent> picture(Attachment file) {
        Path path = file.path();
        if (!file.isImage() || path == null || file.size() > LARGEST) {
            return Optional.empty();
        }
        try {
            String data = Base64.getEncoder().encodeToString(Files.readAllBytes(path));
            return Optional.of(ImageContent.from(data, file.type()));
        } catch (IOException e) { // such as one that is just being deleted
            LOGGER.log(Level.WARNING, "a picture is not shown to the model: " + e);
            return Optional.empty();
        }
    }
}
