package io.jims.app.remote;

/// One event of a stream of server-sent events.
///
/// @param type its `event` field, or `message` where it has none
/// @param data the lines of its `data` fields, with line feeds between them
record ServerSentEvent(String type, String data) {}
