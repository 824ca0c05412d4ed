/// Runs of pipelines: so many at once, each on a virtual thread of its own. The conversation comes
/// in, and the composition root, which makes the executor. Read [PipelineExecutor] and [Run] first.
@NullMarked
package io.jims.conversation.run;

import org.jspecify.annotations.NullMarked;
