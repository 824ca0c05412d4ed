/// Secrets that hide themselves in logs and messages. Any package may use [Secret]; it is no part
/// of the API for apps.
@NullMarked
package io.jims.core.secret;

import org.jspecify.annotations.NullMarked;
