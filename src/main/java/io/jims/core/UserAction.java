package io.jims.core;

/// The last thing that the visitor did.
///
/// @param name the event's name behind `comm.`: `user_message`, `user_button_click`, …
/// @param content what was typed, or the clicked button's `btn:<id>`
public record UserAction(String name, String content) {}
