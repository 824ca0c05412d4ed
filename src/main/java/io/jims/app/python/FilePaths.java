package io.jims.app.python;

import io.jims.core.Attachment;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds the paths of visitors' files to events for the host: the key `path` of each attachment, or
/// null if the file is gone.
final class FilePaths {
    private static final String PATH = "path";

    private FilePaths() {}

    static HostRequest.Events in(HostRequest.Events events, ThreadContext context) {
        return new HostRequest.Events(
                events.thread(),
                events.after(),
                events.events().stream().map(event -> in(event, context)).toList());
    }

    private static ThreadEvent in(ThreadEvent event, ThreadContext context) {
        if (!event.data().containsKey(Attachment.MEMBER)) {
            return event;
        }
        List<Attachment> files = context.attachments(event);
        if (files.isEmpty()) {
            return event;
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.data());
        data.put(Attachment.MEMBER, files.stream().map(FilePaths::located).toList());
        return new ThreadEvent(event.id(), event.createdAt(), event.type(), data);
    }

    private static Map<String, @Nullable Object> located(Attachment file) {
        Map<String, @Nullable Object> data = file.toData();
        data.put(PATH, file.path() == null ? null : file.path().toString());
        return data;
    }
}
