package io.jims.operator.thread;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.core.ChatThread;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.operator.http.BadRequest;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.index.ThreadSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists, shows and erases conversations. Safe for all threads.
public record ThreadsApi(OperatorStore store, Erasures erasures) {
    private static final int LISTED = 50;
    private static final int MOST_LISTED = 200;
    private static final int EVENTS = 500;
    private static final int MOST_EVENTS = 1_000;

    public void register(HttpRouting.Builder routing) {
        routing.get("/api/threads", this::list)
                .get("/api/threads/{id}", this::show)
                .delete("/api/threads/{id}", this::erase)
                .delete("/api/contacts", this::eraseContact);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Parameters parameters = new Parameters(request);
        int limit = parameters.number("limit", LISTED, 1, MOST_LISTED);
        List<ThreadSummary> found =
                store.index().find(parameters.filter(), parameters.before(), limit + 1);
        List<ThreadSummary> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("threads", page.stream().map(ThreadsApi::summary).toList());
        answer.put("before", found.size() > limit ? Parameters.place(page.getLast()) : null);
        JsonAnswers.send(response, answer);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<ChatThread> thread = Parameters.thread(request).flatMap(store.threads()::find);
        if (thread.isEmpty()) {
            JsonAnswers.sendNotFound(response);
            return;
        }
        Parameters parameters = new Parameters(request);
        int limit = parameters.number("limit", EVENTS, 1, MOST_EVENTS);
        ThreadId id = thread.get().id();
        List<ThreadEvent> found = store.index().events(id, parameters.id("after"), limit + 1);
        List<ThreadEvent> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, @Nullable Object> answer =
                store.index()
                        .find(id)
                        .map(ThreadsApi::summary)
                        .orElseGet(() -> unindexed(thread.get()));
        answer.put("state", mode(id).wireName()); // the index may not have taken it up yet
        answer.put("events", page.stream().map(JsonAnswers::event).toList());
        answer.put("after", found.size() > limit ? page.getLast().id().toString() : null);
        JsonAnswers.send(response, answer);
    }

    private Mode mode(ThreadId id) {
        return store.threads().lastHandoff(id).flatMap(Handoff::modeOf).orElse(Mode.ASSISTANT);
    }

    private void erase(ServerRequest request, ServerResponse response) {
        Optional<ChatThread> thread = Parameters.thread(request).flatMap(store.threads()::find);
        if (thread.isEmpty()) {
            JsonAnswers.sendNotFound(response);
            return;
        }
        ThreadId id = thread.get().id();
        send(response, erasures.run(archive -> archive.erase(id)));
    }

    private void eraseContact(ServerRequest request, ServerResponse response) {
        String contact = new Parameters(request).text("contact");
        if (contact == null) {
            throw new BadRequest("contact is missing: the whole id of the contact to erase.");
        }
        send(response, erasures.run(archive -> archive.erase(contact)));
    }

    private static void send(ServerResponse response, ArchiveTotals erased) {
        JsonAnswers.send(response, Map.of("threads", erased.threads(), "events", erased.events()));
    }

    private static Map<String, @Nullable Object> summary(ThreadSummary thread) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("thread_id", thread.id().value().toString());
        members.put("contact_id", thread.contactId());
        members.put("created_at", thread.createdAt().toString());
        members.put("last_activity_at", thread.lastActivity().toString());
        members.put("first_question", thread.firstQuestion());
        members.put("messages", thread.messages());
        members.put("rating", thread.rating() == null ? null : Parameters.word(thread.rating()));
        members.put("failed", thread.failed());
        members.put("owed", thread.owed());
        members.put("state", thread.human() ? "human" : "assistant");
        if (thread.lang() != null) {
            members.put("lang", thread.lang());
        }
        return members;
    }

    /// A thread that the index does not have yet.
    private static Map<String, @Nullable Object> unindexed(ChatThread thread) {
        return summary(
                new ThreadSummary(
                        thread.id(),
                        thread.contactId(),
                        thread.createdAt(),
                        thread.createdAt(),
                        "",
                        0,
                        null,
                        false,
                        false,
                        false,
                        null));
    }
}
