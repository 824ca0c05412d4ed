-- How many steps of a thread have been stored: a server that missed one must follow it first.
CREATE TABLE jims_widget_versions (
    thread_id UUID NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (thread_id)
) WITH (fillfactor = 70);

-- Which thread a visitor's first message began: the same message may reach two servers at once.
CREATE TABLE jims_widget_begun (
    external_id VARCHAR NOT NULL,
    thread_id UUID NOT NULL,
    PRIMARY KEY (external_id)
);
CREATE INDEX ix_jims_widget_begun_thread_id ON jims_widget_begun (thread_id);
