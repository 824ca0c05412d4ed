-- How far the webhook (--webhook) has come in jims_widget_search_feed, and who sends; times are microseconds since
-- 1970. What is older than "since" is not told.
CREATE TABLE jims_widget_webhook (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    position BIGINT NOT NULL,
    since BIGINT NOT NULL,
    sender VARCHAR NOT NULL,
    lease BIGINT NOT NULL
);
-- Threads that wait behind an event which the receiver refused: the first that it has not taken.
CREATE TABLE jims_widget_webhook_held (
    thread_id UUID NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at BIGINT NOT NULL
);
