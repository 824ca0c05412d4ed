package io.jims.store.sql;

/// What is to be added to a counter of a day, or taken back.
///
/// @param day as `2026-05-01`
public record CountRow(String day, String counterId, long added) {}
