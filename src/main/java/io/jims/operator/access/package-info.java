/// Who is let in to the operator's listener: the token, sessions of browsers, and requests of other
/// websites. [OperatorServer][io.jims.operator.OperatorServer] and the live streams come in. Read
/// [Gate] first.
@NullMarked
package io.jims.operator.access;

import org.jspecify.annotations.NullMarked;
