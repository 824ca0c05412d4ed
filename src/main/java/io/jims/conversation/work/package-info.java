/// Virtual threads that work beside the sockets' own, their queues and their pauses. The
/// conversation and the sockets' chats come in. Read [Workers] first.
@NullMarked
package io.jims.conversation.work;

import org.jspecify.annotations.NullMarked;
