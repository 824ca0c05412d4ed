/// The flags that say which app answers, and what it needs: the LLM assistant, MCP servers, Python,
/// guards. Read [AppOptions] first.
@NullMarked
package io.jims.cli.option.app;

import org.jspecify.annotations.NullMarked;
