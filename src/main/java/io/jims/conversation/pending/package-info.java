/// The messages of one conversation that are not answered yet. The conversation comes in. Read
/// [PendingMessages] first.
@NullMarked
package io.jims.conversation.pending;

import org.jspecify.annotations.NullMarked;
