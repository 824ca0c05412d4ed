package io.jims.widget.session;

import io.jims.admission.Client;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.rate.RefusalLimit;
import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identification;
import io.jims.admission.token.Identity;
import io.jims.conversation.AnswerWorkers;
import io.jims.conversation.Conversation;
import io.jims.conversation.Conversations;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.log.PageCall;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Broadcast;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.conversation.work.Mailbox;
import io.jims.conversation.work.Workers;
import io.jims.core.Attachment;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Feedback;
import io.jims.core.Span;
import io.jims.core.ThreadId;
import io.jims.lifecycle.Texts;
import io.jims.store.RefusedRowsException;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import io.jims.widget.protocol.ClientFrame;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.NoticeFrames;
import io.jims.widget.protocol.ServerFrame;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.SocketHandler;
import io.jims.widget.socket.TextSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One socket's chat in `jims.v1`: takes frames one after the other and follows its conversation.
///
/// What it tells its client waits in an [Outbox], so that a client that reads slowly holds up
/// nobody else.
final class JimsChat implements SocketHandler, Follower {
    private static final Duration HELLO_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);

    /// Frames that may wait to be taken.
    private static final int WAITING_FRAMES = 16;

    private static final int BEGIN_TRIES = 3;

    private final Conversations conversations;
    private final AnswerWorkers answers;
    private final MessageRules rules;
    private final MessageCounts counts;
    private final ChatFailures failures;
    private final ThreadList threads;
    private final ChatFiles files;
    private final ChatLimits limits;
    private final Supplier<Texts> texts;
    private final ClientAddress address;
    private final RefusalLimit refusals;
    private final Identification identification;
    private final ChatHandshake handshake;
    private final TextSocket socket;
    private final Mailbox<Runnable> incoming;
    private final Outbox outbox;
    private volatile boolean greeted;

    /// What makes frames of the present conversation's notices.
    private volatile Function<Notice, List<String>> encoder = NoticeFrames.ENCODER;

    /// Those that the page offers and this server knows.
    private volatile Set<String> pageActions = Set.of();

    // Touched by the thread of the incoming mailbox only.
    private final Expiry expiry = new Expiry(this::onExpired);
    private @Nullable Identity identity;
    private boolean present;
    private String contact = "";
    private @Nullable String language;
    private @Nullable Conversation conversation;

    /// Id of the last event that the client has seen.
    private @Nullable UUID lastSeen;

    /// A hello that the store kept from being answered.
    private ClientFrame.@Nullable Hello unanswered;

    /// @param handshake counts where the first frame does not say it
    JimsChat(ChatServices services, ChatHandshake handshake, TextSocket socket) {
        Workers workers = services.workers();
        this.conversations = services.conversations();
        this.answers = services.answers();
        this.counts = services.counts();
        this.failures = services.failures();
        this.threads = new ThreadList(conversations, services.admission());
        this.files = new ChatFiles(services.uploads());
        this.limits = services.limits();
        this.texts = services.texts();
        this.rules = services.rules();
        this.identification = services.identification();
        this.handshake = handshake;
        this.address = handshake.address();
        this.refusals = services.admission().refusals();
        this.socket = socket;
        this.incoming =
                new Mailbox<>(
                        WAITING_FRAMES,
                        frame -> 1,
                        workers::start,
                        Runnable::run,
                        this::forgetVisitor);
        this.outbox = new Outbox(socket, workers);
        Thread.startVirtualThread(this::awaitHello);
    }

    @Override
    public void onText(String text) {
        refusals.pause();
        UUID id = null;
        try {
            ClientFrame frame = JimsProtocol.parse(text);
            id = messageId(frame);
            if (!incoming.offer(() -> take(frame))) {
                throw new ChatException(
                        ErrorCode.BUSY, "Too many frames are waiting. Please slow down.");
            }
        } catch (ChatException e) {
            refuse(e, id);
        }
    }

    @Override
    public void onClosed() {
        incoming.close();
        outbox.close();
    }

    @Override
    public void welcome(ThreadSnapshot snapshot) {
        NoticeFrames.Unseen unseen =
                NoticeFrames.unseen(snapshot.events(), snapshot.ratings(), lastSeen);
        welcome(
                snapshot.thread().id(),
                files.link(snapshot.thread().id(), unseen.messages()),
                unseen.more() && lastSeen == null,
                snapshot.isWithPerson(),
                NoticeFrames.active(snapshot));
        unseen.failures().forEach(this::tell);
    }

    @Override
    public Set<String> pageActions() {
        return pageActions;
    }

    @Override
    public Span trace() {
        return socket.trace();
    }

    @Override
    public void tell(Broadcast broadcast) {
        broadcast.frames(encoder).forEach(outbox::send);
    }

    private void tell(ServerFrame frame) {
        outbox.send(JimsProtocol.write(frame));
    }

    private void take(ClientFrame frame) {
        UUID id = messageId(frame);
        try {
            switch (frame) {
                case ClientFrame.Hello hello -> greet(hello);
                case ClientFrame.Message message -> take(message);
                case ClientFrame.Retry(UUID message) -> retry(message);
                case ClientFrame.History(UUID before) -> tellHistory(before);
                case ClientFrame.Rate(Feedback feedback) -> rate(feedback);
                case ClientFrame.Threads() -> tellThreads();
                case ClientFrame.Result(UUID call, var value, var error) ->
                        takeResult(new PageCall.Result(call, value, error));
                case ClientFrame.Stop() -> stop();
            }
        } catch (ChatException e) {
            refuse(e, id);
        } catch (RefusedRowsException e) {
            failures.ofStore(e);
            refuse(new ChatException(ErrorCode.BAD_FRAME, "This message cannot be kept.", e), id);
        } catch (StoreException e) {
            failures.ofStore(e);
            refuseForNow("The conversation cannot be read or saved at present.", id);
        } catch (RuntimeException | Error e) { // the chat goes on, whatever went wrong
            failures.ofCode(e);
            refuseForNow("Something went wrong on the server.", id);
        }
    }

    private void refuse(ChatException reason, @Nullable UUID id) {
        counts.count(reason);
        tell(
                new ServerFrame.Failure(
                        reason.code(),
                        reason.text(),
                        id,
                        reason.retryAfter().orElse(null),
                        reason.reason().orElse(null)));
        if (refusals.isExceededBy(reason.code())) {
            socket.close(CloseCode.POLICY_VIOLATION, "too many messages were refused");
        }
    }

    /// The client cannot help it, and is slowed down all the same.
    private void refuseForNow(String text, @Nullable UUID id) {
        refusals.isExceededBy(ErrorCode.OVERLOADED);
        tell(
                new ServerFrame.Failure(
                        ErrorCode.OVERLOADED, text + " Please try again later.", id, STORE_RETRY));
    }

    private static @Nullable UUID messageId(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Message message -> message.id();
            case ClientFrame.Retry retry -> retry.id();
            case ClientFrame.Rate rate -> rate.feedback().message();
            case ClientFrame.Threads threads -> null;
            case ClientFrame.Result result -> null;
            case ClientFrame.Hello hello -> null;
            case ClientFrame.History history -> null;
            case ClientFrame.Stop stop -> null;
        };
    }

    private void greet(ClientFrame.Hello hello) {
        Optional<ContactId> claimed =
                contact(hello).or(() -> Optional.ofNullable(handshake.contact()));
        forgetVisitor();
        String token = hello.token() == null ? handshake.token() : hello.token();
        identity = identification.identify(token, claimed.orElse(null));
        greeted = true;
        unanswered = hello;
        language = hello.lang();
        Set<String> offered = new HashSet<>(hello.tools());
        offered.retainAll(limits.pageActions());
        pageActions = Set.copyOf(offered);
        Optional<Conversation> found =
                Optional.ofNullable(hello.thread())
                        .or(() -> Optional.ofNullable(handshake.thread()))
                        .flatMap(thread -> conversations.join(thread, identity));
        found.ifPresent(this::enter);
        contact =
                Optional.ofNullable(identity)
                        .map(Identity::contact)
                        .or(() -> claimed)
                        .map(ContactId::value)
                        .or(() -> found.flatMap(Conversation::contactId))
                        .orElseGet(() -> ContactId.create().value());
        expiry.watch(identity);
        present = true;
        if (conversation == null) {
            welcome((ThreadId) null, List.of(), false, false, null);
        } else {
            if (hello.after() != null) {
                counts.countReconnect();
            }
            lastSeen = hello.after();
            conversation.follow(this);
            answers.answerOwed(conversation);
        }
        unanswered = null;
    }

    private void enter(Conversation joined) {
        conversation = joined;
        encoder = files.encoder(joined.id());
    }

    private static Optional<ContactId> contact(ClientFrame.Hello hello) {
        try {
            return Optional.ofNullable(hello.contact()).map(ContactId::new);
        } catch (IllegalArgumentException e) {
            throw new ChatException(ErrorCode.BAD_FRAME, String.valueOf(e.getMessage()), e);
        }
    }

    private void take(ClientFrame.Message message) {
        requireGreeted();
        files.check(message);
        if (!message.text().isEmpty() || message.attachments().isEmpty()) {
            rules.check(message.text());
        } else {
            rules.requireServing();
        }
        if (message.label() != null) {
            rules.check(message.label());
        }
        Conversation present = conversation;
        if (present == null) {
            present = begin(message);
        } else {
            accept(message, present);
        }
        answers.answerOwed(present);
    }

    /// Files are bound to the thread first, so that no message is acknowledged without them.
    private void accept(ClientFrame.Message message, Conversation present) {
        files.send(
                present.id(),
                message,
                contact,
                attachments -> present.accept(userMessage(message, attachments), this, client()));
    }

    private UserMessage userMessage(ClientFrame.Message message, List<Attachment> attachments) {
        boolean isFilesOnly = message.text().isEmpty();
        return new UserMessage(
                        message.id(),
                        isFilesOnly ? Attachment.names(attachments) : message.text(),
                        message.label(),
                        true,
                        language,
                        message.context(),
                        identity == null ? null : identity.facts(),
                        attachments)
                .askingForPerson(limits.handoff().isForVisitors());
    }

    /// Takes the first message of a thread, which may have been sent before, or to another server
    /// at the same time.
    private Conversation begin(ClientFrame.Message message) {
        for (int tries = 1; ; tries++) {
            Conversation begun = conversations.joinOrCreate(message.id(), new ContactId(contact));
            enter(begun);
            try {
                accept(message, begun);
                return begun;
            } catch (ChatException | RefusedRowsException e) { // no thread for what is not in it
                leave();
                throw e;
            } catch (StaleThreadException e) { // the other server gave it another thread
                begun.unfollow(this);
                conversations.abandon(begun, message.id());
                conversation = null;
                if (tries == BEGIN_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void retry(UUID message) {
        requireGreeted();
        rules.requireServing();
        Conversation present = conversation;
        if (present == null) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "a retry's \"id\" must be that of a message of this thread");
        }
        present.retry(message, language, this, client());
        answers.answerOwed(present);
    }

    private void rate(Feedback feedback) {
        requireGreeted();
        rules.requireServing();
        Conversation present = conversation;
        if (present == null || !limits.feedback()) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    limits.feedback()
                            ? "a feedback's \"id\" must be that of a message of this thread"
                            : "this server takes no feedback (--feedback)");
        }
        if (present.rate(feedback, this, client())) {
            counts.countFeedback(feedback.rating());
        }
    }

    private void tellThreads() {
        requireGreeted();
        if (identity == null) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "the list of conversations is for visitors with a token only");
        }
        tell(threads.of(identity.contact(), address));
    }

    private void takeResult(PageCall.Result result) {
        requireGreeted();
        if (conversation != null) {
            conversation.takeResult(result);
        }
    }

    /// The optional parts that this visitor may use.
    private List<String> features() {
        List<String> features = new ArrayList<>(List.of("history", "retry", "context"));
        if (limits.feedback()) {
            features.add("feedback");
        }
        if (!limits.pageActions().isEmpty()) {
            features.add("tools");
        }
        if (files.areTaken()) {
            features.add("uploads");
        }
        if (identity != null) {
            features.add("threads");
        }
        if (limits.handoff().isPossible()) {
            features.add(JimsProtocol.HANDOFF);
        }
        if (limits.handoff().isForVisitors()) {
            features.add("handoff_button");
        }
        return features;
    }

    private void tellHistory(UUID before) {
        requireGreeted();
        if (conversation == null) {
            tell(HistoryPages.NONE);
            return;
        }
        ServerFrame.History page = HistoryPages.before(conversation, before);
        tell(new ServerFrame.History(files.link(conversation.id(), page.events()), page.more()));
    }

    private void stop() {
        requireGreeted();
        if (conversation != null) {
            conversation.stop();
        }
    }

    private Client client() {
        return new Client(address, identity != null);
    }

    private void leave() {
        if (conversation != null) {
            conversation.unfollow(this);
            conversations.leave(conversation);
            conversation = null;
        }
    }

    private void welcome(
            @Nullable ThreadId thread,
            List<ServerFrame.Message> events,
            boolean more,
            boolean isWithPerson,
            ServerFrame.@Nullable Active active) {
        Map<String, String> shown = texts.get().shown(language);
        Map<String, Integer> bounds = Map.of("message_characters", limits.messageCharacters());
        tell(
                new ServerFrame.Welcome(
                        thread,
                        contact,
                        shown,
                        bounds,
                        features(),
                        events,
                        more,
                        isWithPerson,
                        active,
                        files.offer(contact, identity)));
    }

    private void requireGreeted() {
        if (unanswered != null) { // what follows must not go to another thread
            greet(unanswered);
        }
        if (!present) {
            throw identification.wantsTokens()
                    ? new ChatException(
                            ErrorCode.UNAUTHORIZED, "Say hello with a good token first.")
                    : new ChatException(ErrorCode.BAD_FRAME, "the first frame must be a hello");
        }
        requireCurrent();
    }

    private void requireCurrent() {
        try {
            identification.requireCurrent(identity);
        } catch (ChatException e) {
            forgetVisitor();
            throw e;
        }
    }

    /// Where there is no room for it, the frames that wait find it out.
    private void onExpired() {
        incoming.offer(() -> {
            try {
                requireCurrent();
                expiry.watch(identity); // by this clock it is too early
            } catch (ChatException e) {
                tell(
                        new ServerFrame.Failure(
                                e.code(), e.text(), null, null, e.reason().orElse(null)));
            }
        });
    }

    /// Nothing more is delivered until the next hello.
    private void forgetVisitor() {
        leave();
        expiry.watch(null);
        identity = null;
        present = false;
        unanswered = null;
    }

    private void awaitHello() {
        try {
            Thread.sleep(HELLO_TIMEOUT);
            if (!greeted) {
                socket.close(
                        CloseCode.POLICY_VIOLATION,
                        "no hello within " + HELLO_TIMEOUT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
