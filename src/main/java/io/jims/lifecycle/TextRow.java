package io.jims.lifecycle;

import org.jspecify.annotations.Nullable;

/// One text, as its source has it.
///
/// @param event what it is for, such as `welcome` or `welcome@ru`
/// @param text null where the source has none
public record TextRow(@Nullable String event, @Nullable String text) {}
