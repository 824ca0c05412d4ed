/// The app that repeats what it is told; for trying, tests and benchmarks.
@NullMarked
package io.jims.app.echo;

import org.jspecify.annotations.NullMarked;
