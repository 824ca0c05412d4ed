/// The flags that choose the app and configure it: the LLM assistant, MCP servers, Python, guards.
/// Read [AppOptions] first.
@NullMarked
package io.jims.cli.option.app;

import org.jspecify.annotations.NullMarked;
