/// What replicas tell each other of their runs, and how that is written. The conversation comes in.
/// Read [RunNote] first.
@NullMarked
package io.jims.conversation.replica;

import org.jspecify.annotations.NullMarked;
