/// What those who follow a conversation are told, and in which order. The conversation comes in,
/// and the rooms whose sockets follow it. Read [Notice] first, then [Follower].
@NullMarked
package io.jims.conversation.notice;

import org.jspecify.annotations.NullMarked;
