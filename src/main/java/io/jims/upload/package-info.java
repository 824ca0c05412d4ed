/// Visitors' files (`--uploads`): kept in a directory beside the database, bound to the thread in
/// which they were sent. Used by the widget's server, the operator's listener and the command
/// `erase`. Knows neither HTTP nor sockets. Read [UploadDirectory] first.
@NullMarked
package io.jims.upload;

import org.jspecify.annotations.NullMarked;
