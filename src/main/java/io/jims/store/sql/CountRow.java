package io.jims.store.sql;

/// A change of a daily counter.
///
/// @param day as `2026-05-01`
public record CountRow(String day, String counterId, long added) {}
