/// Finds the app that `--app` names. Each kind of app has its own package below; they never use
/// each other.
@NullMarked
package io.jims.app;

import org.jspecify.annotations.NullMarked;
