/// Frames in, frames out: pure functions between text, what clients ask, and notices. The chats of
/// sockets come in. Read [JimsProtocol] and [NoticeFrames] first, or [BasicProtocol].
@NullMarked
package io.jims.widget.protocol;

import org.jspecify.annotations.NullMarked;
