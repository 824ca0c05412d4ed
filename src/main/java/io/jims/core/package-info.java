/// The API that app authors compile against, and its model: threads, events, pipelines. Any package
/// may use it; it depends on the JDK, JSpecify and a uuid7 generator only. Read [Pipeline] and
/// [ThreadContext] first.
@NullMarked
package io.jims.core;

import org.jspecify.annotations.NullMarked;
