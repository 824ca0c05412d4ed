/// The operator's listener: a port of its own, behind a token, on which the operator sees what
/// visitors asked. The composition root starts [OperatorServer]. Read that first, then
/// [Gate][io.jims.operator.access.Gate].
@NullMarked
package io.jims.operator;

import org.jspecify.annotations.NullMarked;
