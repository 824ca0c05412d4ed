package io.jims.conversation;

import io.jims.conversation.notice.Followers;
import io.jims.conversation.pending.PendingMessages;
import io.jims.conversation.replica.ReplicaChannel;
import io.jims.conversation.replica.RunNote;
import io.jims.store.Replicas.Claim;

/// What other replicas do in a thread, as far as it is heard of here. Guarded by the conversation's
/// lock.
final class OtherReplicas {
    private final FollowedLog log;
    private final PendingMessages messages;
    private final Followers followers;
    private final RemoteRun remote;
    private final ReplicaChannel channel;

    OtherReplicas(
            FollowedLog log,
            PendingMessages messages,
            Followers followers,
            RemoteRun remote,
            ReplicaChannel channel) {
        this.log = log;
        this.messages = messages;
        this.followers = followers;
        this.remote = remote;
        this.channel = channel;
    }

    /// Follows what they stored, where there may be any.
    void catchUp() {
        if (channel.isShared()) {
            log.catchUp();
        }
    }

    /// Follows what they stored before they gave the claim back.
    void catchUp(Claim claim) {
        if (channel.isShared() && log.isRead() && log.get().version() != claim.version()) {
            log.catchUp();
        }
    }

    /// Follows what they stored; does nothing where the thread is yet to be read.
    void refresh() {
        if (log.isRead() && log.catchUp()) {
            askForRun();
        }
    }

    /// Whether one of them has the claim of the thread.
    void setClaimed(boolean isClaimed) {
        if (channel.isShared() && remote.setClaimed(isClaimed)) {
            channel.ask(); // that one may run what was accepted here
        }
    }

    /// A run may be under way there, and the followers here want to hear of it.
    void askForRun() {
        if (channel.isShared()
                && !followers.isEmpty()
                && messages.active() == null
                && log.get().awaitsAnswer()) {
            channel.ask();
        }
    }

    void stopRun() {
        channel.stop();
    }

    void follow(RunNote.Status note) {
        remote.follow(note).ifPresent(followers::tell);
    }

    void follow(RunNote.Piece note) {
        remote.follow(note, log.get()).ifPresent(followers::tell);
    }

    void follow(RunNote.Ended note) {
        remote.follow(note).forEach(followers::tell);
    }
}
