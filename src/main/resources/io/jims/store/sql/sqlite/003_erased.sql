-- Threads that were deleted lately: a server that still has one in memory adds nothing to it.
CREATE TABLE jims_widget_erased (
    thread_id CHAR(32) NOT NULL,
    erased_at DATETIME NOT NULL,
    PRIMARY KEY (thread_id)
) WITHOUT ROWID;
