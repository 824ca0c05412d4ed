/// One run of a pipeline, seen from the server: its input and its output. Used by conversations and
/// test kits; app authors do not need it. Read [RunContext] first.
@NullMarked
package io.jims.core.run;

import org.jspecify.annotations.NullMarked;
