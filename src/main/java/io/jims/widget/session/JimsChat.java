package io.jims.widget.session;

import io.jims.admission.Client;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.rate.RefusalLimit;
import io.jims.admission.token.ContactId;
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
import io.jims.store.RefusedRowsException;
import io.jims.store.StaleThreadException;
import io.jims.widget.protocol.ClientFrame;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.NoticeFrames;
import io.jims.widget.protocol.ServerFrame;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.SocketHandler;
import io.jims.widget.socket.TextSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One socket's chat in `jims.v1`: takes frames one after the other and follows its conversation.
///
/// What it tells its client waits in an [Outbox], so that a client that reads slowly holds up
/// nobody else.
final class JimsChat implements SocketHandler, Follower {
    private static final Duration HELLO_TIMEOUT = Duration.ofSeconds(10);

    /// Frames that may wait to be taken.
    private static final int WAITING_FRAMES = 16;

    private static final int BEGIN_TRIES = 3;

    private final Conversations conversations;
    private final AnswerWorkers answers;
    private final MessageRules rules;
    private final MessageCounts counts;
    private final ThreadList threads;
    private final ChatFiles files;
    private final ChatLimits limits;
    private final ChatWelcome welcome;
    private final ClientAddress address;
    private final RefusalLimit refusals;
    private final ChatHandshake handshake;
    private final TextSocket socket;
    private final Mailbox<Runnable> incoming;
    private final Outbox outbox;
    private final ChatReplies replies;
    private volatile boolean greeted;

    /// What makes frames of the present conversation's notices.
    private volatile Function<Notice, List<String>> encoder = NoticeFrames.ENCODER;

    /// Those that the page offers and this server knows.
    private volatile Set<String> pageActions = Set.of();

    // Touched by the thread of the incoming mailbox only.
    private final ChatVisitor visitor;
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
        this.threads = new ThreadList(conversations, services.admission());
        this.files = new ChatFiles(services.uploads());
        this.limits = services.limits();
        this.welcome = new ChatWelcome(limits, files, services.texts());
        this.rules = services.rules();
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
        this.replies = new ChatReplies(outbox, counts, services.failures(), refusals, socket);
        this.visitor =
                new ChatVisitor(services.identification(), handshake, new Expiry(this::onExpired));
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
            replies.refuse(e, id);
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
        replies.tell(welcome.to(visitor, snapshot, unseen, lastSeen));
        unseen.failures().forEach(replies::tell);
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

    private void take(ClientFrame frame) {
        replies.answer(
                messageId(frame),
                () -> {
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
                });
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
        ContactId claimed = visitor.claimedBy(hello);
        forgetVisitor();
        Identity identity = visitor.identify(hello, claimed);
        greeted = true;
        unanswered = hello;
        pageActions = limits.pageActionsAmong(hello.tools());
        Optional<Conversation> found =
                Optional.ofNullable(hello.thread())
                        .or(() -> Optional.ofNullable(handshake.thread()))
                        .flatMap(thread -> conversations.join(thread, identity));
        found.ifPresent(this::enter);
        visitor.enter(claimed, () -> found.flatMap(Conversation::contactId));
        if (conversation == null) {
            replies.tell(welcome.toNone(visitor));
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

    private void take(ClientFrame.Message message) {
        requireGreeted();
        files.check(message);
        rules.check(message);
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
                visitor.contact(),
                attachments -> present.accept(userMessage(message, attachments), this, client()));
    }

    private UserMessage userMessage(ClientFrame.Message message, List<Attachment> attachments) {
        boolean isFilesOnly = message.text().isEmpty();
        return new UserMessage(
                        message.id(),
                        isFilesOnly ? Attachment.names(attachments) : message.text(),
                        message.label(),
                        true,
                        visitor.language(),
                        message.context(),
                        visitor.facts(),
                        attachments)
                .askingForPerson(limits.handoff().isForVisitors());
    }

    /// Takes the first message of a thread, which may have been sent before, or to another server
    /// at the same time.
    private Conversation begin(ClientFrame.Message message) {
        for (int tries = 1; ; tries++) {
            Conversation begun =
                    conversations.joinOrCreate(message.id(), new ContactId(visitor.contact()));
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
        present.retry(message, visitor.language(), this, client());
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
        Identity identity = visitor.identity();
        if (identity == null) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "the list of conversations is for visitors with a token only");
        }
        replies.tell(threads.of(identity.contact(), address));
    }

    private void takeResult(PageCall.Result result) {
        requireGreeted();
        if (conversation != null) {
            conversation.takeResult(result);
        }
    }

    private void tellHistory(UUID before) {
        requireGreeted();
        if (conversation == null) {
            replies.tell(HistoryPages.NONE);
            return;
        }
        ServerFrame.History page = HistoryPages.before(conversation, before);
        replies.tell(
                new ServerFrame.History(files.link(conversation.id(), page.events()), page.more()));
    }

    private void stop() {
        requireGreeted();
        if (conversation != null) {
            conversation.stop();
        }
    }

    private Client client() {
        return new Client(address, visitor.isIdentified());
    }

    private void leave() {
        if (conversation != null) {
            conversation.unfollow(this);
            conversations.leave(conversation);
            conversation = null;
        }
    }

    private void requireGreeted() {
        if (unanswered != null) { // what follows must not go to another thread
            greet(unanswered);
        }
        visitor.requirePresent();
        requireCurrent();
    }

    private void requireCurrent() {
        try {
            visitor.requireCurrent();
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
                visitor.watchExpiry(); // by this clock it is too early
            } catch (ChatException e) {
                replies.tell(
                        new ServerFrame.Failure(
                                e.code(), e.text(), null, null, e.reason().orElse(null)));
            }
        });
    }

    /// Nothing more is delivered until the next hello.
    private void forgetVisitor() {
        leave();
        visitor.forget();
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
