package io.jims.core;

/// The visitor's last action.
///
/// @param name the event's name after `comm.`: `user_message`, `user_button_click`, …
/// @param content what was typed, or the clicked button's `btn:<id>`
public record UserAction(String name, String content) {}
