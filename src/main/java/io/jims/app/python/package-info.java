/// Python JIMS apps as they are: hosted by processes of the operator's interpreter, which run a
/// file of ours (`host.py`) and are spoken to in JSON lines.
@NullMarked
package io.jims.app.python;

import org.jspecify.annotations.NullMarked;
