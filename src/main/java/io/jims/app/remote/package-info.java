/// The app that calls a jims-api service over HTTP.
@NullMarked
package io.jims.app.remote;

import org.jspecify.annotations.NullMarked;
