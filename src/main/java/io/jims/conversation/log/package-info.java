/// One thread's events in memory and in the store. The conversation comes in, and the protocol for
/// what is stored. Read [ThreadLog] first.
@NullMarked
package io.jims.conversation.log;

import org.jspecify.annotations.NullMarked;
