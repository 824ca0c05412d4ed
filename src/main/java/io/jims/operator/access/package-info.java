/// Who may use the operator's listener: the admin token, browser sessions, and protection from
/// other websites. Used by [OperatorServer][io.jims.operator.OperatorServer] and the live streams.
/// Read [Gate] first.
@NullMarked
package io.jims.operator.access;

import org.jspecify.annotations.NullMarked;
