/// The app that repeats each message; for trying, tests and benchmarks.
@NullMarked
package io.jims.app.echo;

import org.jspecify.annotations.NullMarked;
