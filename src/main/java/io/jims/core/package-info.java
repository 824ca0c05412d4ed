/// What an app author compiles against, and the model behind it: threads, events, pipelines. Every
/// room may come in; it depends on the JDK, JSpecify and a uuid7 generator only. Read [Pipeline]
/// and [ThreadContext] first.
@NullMarked
package io.jims.core;

import org.jspecify.annotations.NullMarked;
