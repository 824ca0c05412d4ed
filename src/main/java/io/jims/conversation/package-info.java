/// Threads in memory.
@NullMarked
package io.jims.conversation;

import org.jspecify.annotations.NullMarked;
