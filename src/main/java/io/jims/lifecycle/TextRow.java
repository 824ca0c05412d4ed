package io.jims.lifecycle;

import org.jspecify.annotations.Nullable;

/// A row of a source.
///
/// @param event the key, such as `welcome` or `welcome@ru`
/// @param text null if the source has none
public record TextRow(@Nullable String event, @Nullable String text) {}
