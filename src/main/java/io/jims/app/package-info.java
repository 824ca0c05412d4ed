/// Finds the app that `--app` names. Every kind of app has a sub-package of its own; none uses
/// another.
@NullMarked
package io.jims.app;

import org.jspecify.annotations.NullMarked;
