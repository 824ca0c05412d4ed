/// The chat of one socket, in either protocol: takes its frames and follows its conversation. The
/// widget's server comes in, which makes the endpoint. Read [ChatEndpoint] and `JimsChat` first.
@NullMarked
package io.jims.widget.session;

import org.jspecify.annotations.NullMarked;
