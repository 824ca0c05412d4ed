/// Both protocols as pure functions: text to client frames, notices to server frames. Used by the
/// chats of sockets. Read [JimsProtocol] and [NoticeFrames] first, or [BasicProtocol].
@NullMarked
package io.jims.widget.protocol;

import org.jspecify.annotations.NullMarked;
