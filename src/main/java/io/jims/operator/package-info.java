/// The operator's listener: a port of its own on which one person sees what visitors asked, behind
/// a token. [OperatorServer] is what the composition root starts; nothing else comes in. Read
/// [OperatorServer] first, then [Gate].
@NullMarked
package io.jims.operator;

import org.jspecify.annotations.NullMarked;
