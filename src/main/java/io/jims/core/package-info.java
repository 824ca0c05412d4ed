/// The conversation model and its rules: threads, events, pipelines and what a run of one may see
/// and do.
///
/// Everything else depends on this package; it depends on the JDK, JSpecify and a uuid7 generator
/// only.
@NullMarked
package io.jims.core;

import org.jspecify.annotations.NullMarked;
