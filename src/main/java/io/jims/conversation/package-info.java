/// Threads in memory: their messages and runs in order, their followers, the other replicas. The
/// server's rooms come in; it knows neither sockets nor frames. Read [Conversation], which owns the
/// lock, and [io.jims.conversation.notice.Notice] first.
@NullMarked
package io.jims.conversation;

import org.jspecify.annotations.NullMarked;
