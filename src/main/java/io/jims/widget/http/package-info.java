/// Routes, static content and TLS.
@NullMarked
package io.jims.widget.http;

import org.jspecify.annotations.NullMarked;
