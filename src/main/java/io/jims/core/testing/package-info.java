/// Test kit for app authors: runs pipelines on threads that a test makes, without a server or a
/// database. The server does not use it. Read [TestThread] first.
@NullMarked
package io.jims.core.testing;

import org.jspecify.annotations.NullMarked;
