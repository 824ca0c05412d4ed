/// The widget in a real browser, on pages of another origin, against the real server.
@NullMarked
package io.jims.browser;

import org.jspecify.annotations.NullMarked;
