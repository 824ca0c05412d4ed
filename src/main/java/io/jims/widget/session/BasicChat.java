package io.jims.widget.session;

import io.jims.admission.Client;
import io.jims.admission.rate.RefusalLimit;
import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identification;
import io.jims.admission.token.Identity;
import io.jims.conversation.Answerer;
import io.jims.conversation.Conversation;
import io.jims.conversation.Conversations;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.work.Mailbox;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.lifecycle.Texts;
import io.jims.store.StoreException;
import io.jims.widget.protocol.BasicProtocol;
import io.jims.widget.protocol.BasicReply;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.SocketHandler;
import io.jims.widget.socket.TextSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One socket's chat in the basic protocol: frames are answered one after the other, each with one
/// frame.
final class BasicChat implements SocketHandler {
    private static final Logger LOGGER = System.getLogger(BasicChat.class.getName());

    private static final String PERSON_ANSWERS = "A person answers you here.";

    private final Conversations conversations;
    private final Answerer answerer;
    private final MessageRules rules;
    private final MessageCounts counts;
    private final ChatFailures failures;
    private final ChatLimits limits;
    private final TextSocket socket;
    private final Client client;
    private final RefusalLimit refusals;
    private final Identification identification;
    private final @Nullable Identity identity;
    private final @Nullable ThreadId requestedThread;
    private final ContactId contact;
    private final Mailbox<String> frames;

    private final PersonsWords personsWords;
    private final Supplier<Texts> texts;

    /// Touched by the mailbox's thread only.
    private @Nullable Conversation conversation;

    /// @param identity whose token the client has shown; null where none was asked for
    BasicChat(
            ChatServices services,
            ChatHandshake handshake,
            @Nullable Identity identity,
            TextSocket socket) {
        this.conversations = services.conversations();
        this.answerer = services.answerer();
        this.counts = services.counts();
        this.failures = services.failures();
        this.limits = services.limits();
        this.rules = services.rules();
        this.client = new Client(handshake.address(), identity != null);
        this.refusals = services.admission().refusals();
        this.socket = socket;
        this.identification = services.identification();
        this.identity = identity;
        this.requestedThread = handshake.thread();
        this.contact = contact(identity, handshake);
        this.texts = services.texts();
        this.personsWords = new PersonsWords(socket, services.workers());
        this.frames =
                new Mailbox<>(
                        limits.waitingMessages(),
                        frame -> 1,
                        services.workers()::start,
                        this::answer,
                        this::leaveConversation);
    }

    private static ContactId contact(@Nullable Identity identity, ChatHandshake handshake) {
        if (identity != null) {
            return identity.contact();
        }
        return handshake.contact() == null ? ContactId.create() : handshake.contact();
    }

    @Override
    public void onText(String frame) {
        refusals.pause();
        if (!frames.offer(frame)) {
            String reason =
                    "Too many messages are waiting (at most "
                            + limits.waitingMessages()
                            + "); this one was not taken. Wait for an answer first.";
            socket.send(failure(new ChatException(ErrorCode.BUSY, reason)));
        }
    }

    /// What came in before is still answered: the answers are in the thread when the visitor is
    /// back.
    @Override
    public void onClosed() {
        frames.close();
        personsWords.close();
    }

    private void answer(String frame) {
        String reply = reply(frame);
        Thread.interrupted(); // the interrupt has done its work; a write would close the socket
        socket.send(reply);
    }

    private void leaveConversation() {
        if (conversation != null) {
            conversation.unfollow(personsWords);
            conversations.leave(conversation);
            conversation = null;
        }
    }

    private String reply(String frame) {
        try {
            String text = BasicProtocol.userText(frame).orElse("");
            rules.check(text);
            identification.requireCurrent(identity);
            UserMessage message =
                    UserMessage.of(text, identity == null ? null : identity.facts())
                            .askingForPerson(limits.handoff().isForVisitors());
            Conversation present = conversation();
            List<ThreadEvent> answer = answerer.answer(present, message, client, socket.trace());
            if (answer.isEmpty() && present.isWithPerson()) {
                return BasicProtocol.text(personAnswers());
            }
            String reply = BasicReply.of(answer);
            counts.countAnswered();
            return reply;
        } catch (ChatException e) {
            return failure(e);
        } catch (StoreException e) {
            if (Thread.currentThread().isInterrupted()) {
                return failure(MessageRules.shuttingDown());
            }
            counts.countFailed();
            failures.ofStore(e);
            refusals.isExceededBy(ErrorCode.OVERLOADED);
            return BasicProtocol.error(
                    "The message could not be saved. Please send it again later.");
        } catch (InterruptedException e) { // the drain time is over, and the visitor is told so
            return failure(MessageRules.shuttingDown());
        } catch (RuntimeException | Error e) { // the chat goes on, whatever went wrong
            counts.countFailed();
            failures.ofCode(e);
            refusals.isExceededBy(ErrorCode.OVERLOADED);
            return BasicProtocol.error(
                    "Something went wrong on the server. Please send the message again later.");
        }
    }

    private Conversation conversation() {
        if (conversation == null) {
            conversation =
                    Optional.ofNullable(requestedThread)
                            .flatMap(thread -> conversations.join(thread, identity))
                            .map(this::countReconnect)
                            .orElseGet(() -> conversations.create(contact));
            conversation.listen(personsWords);
        }
        return conversation;
    }

    private Conversation countReconnect(Conversation joined) {
        counts.countReconnect();
        return joined;
    }

    /// The words of the widget, as this client has no others.
    private String personAnswers() {
        return texts.get().shown(null).getOrDefault("widget.handoffHuman", PERSON_ANSWERS);
    }

    private String failure(ChatException e) {
        counts.count(e);
        if (e.code().outcome() == ErrorCode.Outcome.REJECTED) {
            if (refusals.isExceededBy(e.code())) {
                socket.close(CloseCode.POLICY_VIOLATION, "too many messages were refused");
            }
            return BasicProtocol.error(e.text());
        }
        if (!e.isOfGuard()) {
            ThreadId thread = conversation == null ? null : conversation.id();
            LOGGER.log(Level.WARNING, "The pipeline failed on thread " + thread, e);
        }
        return BasicProtocol.error("Processing error: " + e.text());
    }
}
