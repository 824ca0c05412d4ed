/// The server: routes, sockets, conversations, admission and static assets.
@NullMarked
package io.jims.widget;

import org.jspecify.annotations.NullMarked;
