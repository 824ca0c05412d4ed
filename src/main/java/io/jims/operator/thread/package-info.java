/// The operator's API for conversations: list, read, export, erase, hand over and answer. Used by
/// [OperatorServer][io.jims.operator.OperatorServer] only. Read [ThreadsApi] first.
@NullMarked
package io.jims.operator.thread;

import org.jspecify.annotations.NullMarked;
