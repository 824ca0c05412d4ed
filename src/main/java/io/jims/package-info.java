/// The command line, the settings and the composition root: reads what the operator wants, starts
/// the parts in order and stops them in reverse.
@NullMarked
package io.jims;

import org.jspecify.annotations.NullMarked;
