-- What the language models of each day used up, by thread and app; that of erased threads is kept under the thread 0. A
-- day is its first microsecond since 1970.
CREATE TABLE jims_widget_search_costs (
    day BIGINT NOT NULL,
    thread_id UUID NOT NULL,
    model VARCHAR NOT NULL,
    app VARCHAR NOT NULL,
    calls BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    PRIMARY KEY (day, thread_id, model, app)
);
CREATE INDEX ix_jims_widget_search_costs_thread ON jims_widget_search_costs (thread_id);
-- The index is made anew, so that this table has what was stored before, too.
DELETE FROM jims_widget_search_hours;
DELETE FROM jims_widget_search_ratings;
DELETE FROM jims_widget_search_feed;
UPDATE jims_widget_search_state SET position = 0;
