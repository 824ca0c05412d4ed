/// Files of visitors (`--uploads`): kept in a directory beside the database, bound to the thread
/// that they were sent in. The widget's server, the operator's listener and `erase` come in. Knows
/// neither HTTP nor sockets. Read [UploadDirectory] first.
@NullMarked
package io.jims.upload;

import org.jspecify.annotations.NullMarked;
