/// The chat of one socket.
@NullMarked
package io.jims.widget.session;

import org.jspecify.annotations.NullMarked;
