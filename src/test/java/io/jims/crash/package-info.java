/// Kills a server, in a process of its own, under visitors who go on as if nothing had happened.
@NullMarked
package io.jims.crash;

import org.jspecify.annotations.NullMarked;
