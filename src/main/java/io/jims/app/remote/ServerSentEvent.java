package io.jims.app.remote;

/// A server-sent event.
///
/// @param type its `event` field, or `message` if it has none
/// @param data the lines of its `data` fields, with line feeds between them
record ServerSentEvent(String type, String data) {}
