package io.jims.conversation;

import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identity;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadId;
import io.jims.store.ContactThread;
import io.jims.store.ThreadStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The threads that sockets have open, or whose messages are being answered: each is one
/// conversation, as long as anyone uses it. Safe for all threads.
public final class Conversations {
    /// Locks for first messages; two messages with the same one are rare.
    private static final int CREATING = 1_024;

    private final ThreadStore store;
    private final ConversationFactory factory;
    private final ConcurrentMap<ThreadId, Entry> open = new ConcurrentHashMap<>();

    /// One is held while a thread is looked for by its first message and, if there is none, made:
    /// the one of that message, since the store is asked meanwhile.
    private final List<ReentrantLock> creating =
            Stream.generate(ReentrantLock::new).limit(CREATING).toList();

    private final ConcurrentMap<UUID, ThreadId> begun = new ConcurrentHashMap<>();

    public Conversations(ThreadStore store, ConversationFactory factory) {
        this.store = store;
        this.factory = factory;
    }

    /// The thread of this id, if there is one; [#leave] must follow.
    ///
    /// @param visitor whose it must be; null where whoever knows the id may have it
    /// @throws ChatException `FORBIDDEN` if it is someone else's
    public Optional<Conversation> join(ThreadId id, @Nullable Identity visitor) {
        return joinOpen(id)
                .or(() -> store.find(id).map(this::resume))
                .map(conversation ->
                        requireOwned(conversation, visitor == null ? null : visitor.contact()));
    }

    /// The threads of a contact that were begun last, the one that was used last first.
    public List<ContactThread> threadsOf(ContactId contact, int limit) {
        return store.threadsOf(contact.value(), limit);
    }

    /// A new thread; [#leave] must follow.
    public Conversation create(ContactId contact) {
        return open(ChatThread.create(contact.value(), null), factory::create, null);
    }

    /// The thread that this message began when it was sent before, or else a new one; [#leave] must
    /// follow.
    ///
    /// @param contact whose it must be: a message opens no thread of anyone else
    /// @throws ChatException `FORBIDDEN` if it is someone else's
    public Conversation joinOrCreate(UUID firstMessage, ContactId contact) {
        return requireOwned(findOrCreate(firstMessage, contact), contact);
    }

    /// One user of the conversation less.
    public void leave(Conversation conversation) {
        Entry left =
                open.computeIfPresent(
                        conversation.id(),
                        (id, entry) -> {
                            if (entry.users() > 1) {
                                return entry.plus(-1);
                            }
                            if (entry.firstMessage() != null) {
                                begun.remove(entry.firstMessage());
                            }
                            return null;
                        });
        if (left == null) {
            conversation.close();
        }
    }

    /// Leaves a conversation that its first message did not begin after all: another replica gave
    /// that message another thread.
    public void abandon(Conversation conversation, UUID firstMessage) {
        begun.remove(firstMessage, conversation.id());
        leave(conversation);
    }

    /// How many are open.
    public int size() {
        return open.size();
    }

    /// The conversation of a thread that the store has; [#leave] must follow.
    Conversation resume(ChatThread thread) {
        return open(thread, factory::resume, null);
    }

    /// One more user of a conversation that is open; [#leave] must follow.
    void hold(Conversation conversation) {
        open.computeIfPresent(conversation.id(), (id, entry) -> entry.plus(1));
    }

    /// The conversation of this thread, if it is open. It may be closed at any moment, and then
    /// does nothing that anyone hears of.
    Optional<Conversation> ifOpen(ThreadId id) {
        return Optional.ofNullable(open.get(id)).map(Entry::conversation);
    }

    /// All that are open.
    List<Conversation> allOpen() {
        return open.values().stream().map(Entry::conversation).toList();
    }

    private Conversation findOrCreate(UUID firstMessage, ContactId contact) {
        String externalId = "widget:" + firstMessage;
        ReentrantLock lock = creating.get(Math.floorMod(firstMessage.hashCode(), CREATING));
        lock.lock();
        try {
            return Optional.ofNullable(begun.get(firstMessage))
                    .flatMap(this::joinOpen)
                    .or(() -> store.findByExternalId(externalId).map(this::resume))
                    .orElseGet(() ->
                            open(
                                    ChatThread.create(contact.value(), externalId),
                                    factory::create,
                                    firstMessage));
        } finally {
            lock.unlock();
        }
    }

    /// Leaves a conversation that is not the contact's; null is anyone.
    private Conversation requireOwned(Conversation conversation, @Nullable ContactId contact) {
        boolean owned = false;
        try {
            owned = contact == null || isOf(contact, conversation);
        } finally {
            if (!owned) {
                leave(conversation);
            }
        }
        if (!owned) {
            throw new ChatException(
                    ErrorCode.FORBIDDEN, "This conversation belongs to someone else.");
        }
        return conversation;
    }

    private static boolean isOf(ContactId contact, Conversation conversation) {
        return conversation.contactId().filter(contact.value()::equals).isPresent();
    }

    private Optional<Conversation> joinOpen(ThreadId id) {
        return Optional.ofNullable(open.computeIfPresent(id, (key, entry) -> entry.plus(1)))
                .map(Entry::conversation);
    }

    private Conversation open(
            ChatThread thread,
            Function<ChatThread, Conversation> make,
            @Nullable UUID firstMessage) {
        if (firstMessage != null) {
            begun.put(firstMessage, thread.id());
        }
        return open.compute(
                        thread.id(),
                        (id, entry) ->
                                entry == null
                                        ? new Entry(make.apply(thread), 1, firstMessage)
                                        : entry.plus(1))
                .conversation();
    }

    /// @param users how many sockets and workers have it
    private record Entry(Conversation conversation, int users, @Nullable UUID firstMessage) {
        Entry plus(int more) {
            return new Entry(conversation, users + more, firstMessage);
        }
    }
}
