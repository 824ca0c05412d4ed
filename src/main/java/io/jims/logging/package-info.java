/// What a log line looks like.
@NullMarked
package io.jims.logging;

import org.jspecify.annotations.NullMarked;
