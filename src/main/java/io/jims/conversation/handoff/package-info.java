/// What a person says to a visitor. The conversation comes in, and the operator's listener. Read
/// [PersonMessage] first; who answers is [io.jims.core.Handoff].
@NullMarked
package io.jims.conversation.handoff;

import org.jspecify.annotations.NullMarked;
