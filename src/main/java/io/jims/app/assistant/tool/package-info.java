/// Tools that a model may call: Java methods and MCP servers.
///
/// Used by the assistant only. Read [Toolbox] first.
@NullMarked
package io.jims.app.assistant.tool;

import org.jspecify.annotations.NullMarked;
