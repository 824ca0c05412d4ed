/// The app that answers elsewhere: a jims-api service, asked over HTTP.
@NullMarked
package io.jims.app.remote;

import org.jspecify.annotations.NullMarked;
