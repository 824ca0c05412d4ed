package io.jims.widget;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.StoreException;
import io.jims.core.ThreadId;
import io.jims.widget.protocol.BasicProtocol;
import io.jims.widget.protocol.BasicReply;
import io.jims.widget.socket.SocketHandler;
import io.jims.widget.socket.TextSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One socket's chat in the basic protocol: frames are answered one after the other, each with one
/// frame. A virtual thread works as long as there are any; an idle chat has none.
final class BasicChat implements SocketHandler {
    private static final Logger LOGGER = System.getLogger(BasicChat.class.getName());

    private final Conversations conversations;
    private final Workers workers;
    private final Limits limits;
    private final TextSocket socket;
    private final ContactId contact;
    private final @Nullable ThreadId requestedThread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<String> waiting = new ArrayDeque<>(1);
    private boolean working;
    private boolean closed;

    /// Touched by the working thread only, of which there is one at a time.
    private @Nullable Conversation conversation;

    /// @param requestedThread what the client wants to go on with, where it named one
    BasicChat(
            Conversations conversations,
            Workers workers,
            Limits limits,
            ContactId contact,
            @Nullable ThreadId requestedThread,
            TextSocket socket) {
        this.conversations = conversations;
        this.workers = workers;
        this.limits = limits;
        this.contact = contact;
        this.requestedThread = requestedThread;
        this.socket = socket;
    }

    @Override
    public void onText(String frame) {
        lock.lock();
        try {
            if (waiting.size() < limits.waitingMessages()) {
                waiting.add(frame);
                startWorking();
                return;
            }
        } finally {
            lock.unlock();
        }
        socket.send(
                BasicProtocol.error(
                        "Too many messages are waiting (at most "
                                + limits.waitingMessages()
                                + "); this one was not taken. Wait for an answer first."));
    }

    /// What came in before is still answered: the answers are in the thread when the visitor is
    /// back.
    @Override
    public void onClosed() {
        lock.lock();
        try {
            closed = true;
            if (!working) {
                leaveConversation();
            }
        } finally {
            lock.unlock();
        }
    }

    private void startWorking() {
        if (!working) {
            working = true;
            workers.start(this::work);
        }
    }

    private void work() {
        for (String frame = next(); frame != null; frame = next()) {
            String reply = reply(frame);
            Thread.interrupted(); // the interrupt has done its work; a write would close the socket
            socket.send(reply);
        }
    }

    /// The next frame; null where there is none, and then this thread is no longer the one that
    /// works.
    private @Nullable String next() {
        lock.lock();
        try {
            String frame = waiting.poll();
            if (frame == null) {
                working = false;
                if (closed) {
                    leaveConversation();
                }
            }
            return frame;
        } finally {
            lock.unlock();
        }
    }

    private void leaveConversation() {
        if (conversation != null) {
            conversations.close(conversation);
            conversation = null;
        }
    }

    private String reply(String frame) {
        try {
            String text = acceptedText(frame);
            return BasicReply.of(conversations.answer(conversation(), text));
        } catch (ChatException e) {
            return failure(e);
        } catch (StoreException e) {
            if (Thread.currentThread().isInterrupted()) {
                return failure(shuttingDown());
            }
            LOGGER.log(Level.ERROR, "A message was not stored", e);
            return BasicProtocol.error(
                    "The message could not be saved. Please send it again later.");
        } catch (InterruptedException e) { // the drain time is over, and the visitor is told so
            return failure(shuttingDown());
        } catch (RuntimeException | Error e) { // the chat goes on, whatever went wrong
            LOGGER.log(Level.ERROR, "A message was not answered", e);
            return BasicProtocol.error(
                    "Something went wrong on the server. Please send the message again later.");
        }
    }

    private String acceptedText(String frame) {
        if (workers.draining()) {
            throw shuttingDown();
        }
        String text =
                BasicProtocol.userText(frame)
                        .orElseThrow(() -> new ChatException(ErrorCode.EMPTY, "Empty message"));
        int characters = text.codePointCount(0, text.length());
        if (characters > limits.messageCharacters()) {
            throw new ChatException(
                    ErrorCode.TOO_LONG,
                    "The message has "
                            + characters
                            + " characters; at most "
                            + limits.messageCharacters()
                            + " are allowed.");
        }
        return text;
    }

    private Conversation conversation() {
        if (conversation == null) {
            conversation = conversations.open(requestedThread, contact);
        }
        return conversation;
    }

    private String failure(ChatException e) {
        boolean inRun = e.code() == ErrorCode.PIPELINE || e.code() == ErrorCode.TIMEOUT;
        if (!inRun) {
            return BasicProtocol.error(e.text());
        }
        ThreadId thread = conversation == null ? null : conversation.id();
        LOGGER.log(Level.WARNING, "The pipeline failed on thread " + thread, e);
        return BasicProtocol.error("Processing error: " + e.text());
    }

    private static ChatException shuttingDown() {
        return new ChatException(
                ErrorCode.SHUTTING_DOWN,
                "The server is shutting down. Please send the message again in a moment.");
    }
}
