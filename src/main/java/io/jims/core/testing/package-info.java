/// For the tests of an app: runs its pipelines on threads that a test makes, without a server or a
/// database. App authors come in; the server has no need of it. Read [TestThread] first.
@NullMarked
package io.jims.core.testing;

import org.jspecify.annotations.NullMarked;
