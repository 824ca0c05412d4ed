package io.jims.store.archive;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The records of an export, as JSON objects. The page privacy.md describes them.
public final class ArchiveRecords {
    private ArchiveRecords() {}

    public static Map<String, @Nullable Object> of(ChatThread thread) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("record", "thread");
        members.put("thread_id", thread.id().value().toString());
        members.put("contact_id", thread.contactId());
        members.put("external_id", thread.externalId());
        members.put("created_at", thread.createdAt().toString());
        members.put("thread_config", thread.config());
        return members;
    }

    public static Map<String, @Nullable Object> of(ThreadId thread, ThreadEvent event) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("record", "event");
        members.put("thread_id", thread.value().toString());
        members.put("event_id", event.id().toString());
        members.put("created_at", event.createdAt().toString());
        members.put("event_type", event.type());
        members.put("event_data", event.data());
        return members;
    }
}
