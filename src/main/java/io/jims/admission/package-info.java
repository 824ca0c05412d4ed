/// Who is let in: where a client comes from, which pages it may come from, and who it may say that
/// it is.
@NullMarked
package io.jims.admission;

import org.jspecify.annotations.NullMarked;
