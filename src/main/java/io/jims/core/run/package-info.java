/// One run of a pipeline from the outside: what is given to it, and what comes out. The
/// conversation and test kits come in; app authors have no need of it. Read [RunContext] first.
@NullMarked
package io.jims.core.run;

import org.jspecify.annotations.NullMarked;
