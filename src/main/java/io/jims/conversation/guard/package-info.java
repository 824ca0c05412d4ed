/// What is looked at before it is stored. The conversation comes in by
/// [io.jims.conversation.guard.Guards]; a guard itself is an app author's [io.jims.core.Guard].
@org.jspecify.annotations.NullMarked
package io.jims.conversation.guard;
