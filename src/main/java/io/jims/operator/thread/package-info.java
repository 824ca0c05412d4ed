/// The operator's API to conversations: list, read, export, erase, and answer in person. Only
/// [OperatorServer][io.jims.operator.OperatorServer] comes in. Read [ThreadsApi] first.
@NullMarked
package io.jims.operator.thread;

import org.jspecify.annotations.NullMarked;
