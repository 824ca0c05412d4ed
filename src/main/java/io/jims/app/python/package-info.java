/// Runs unchanged Python JIMS apps in processes of the operator's interpreter. They run our
/// `host.py` and exchange JSON lines with this process.
@NullMarked
package io.jims.app.python;

import org.jspecify.annotations.NullMarked;
