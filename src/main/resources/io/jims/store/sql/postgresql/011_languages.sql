-- The language that a visitor's page had when the thread began, such as "de".
ALTER TABLE jims_widget_search ADD COLUMN lang VARCHAR;
CREATE INDEX ix_jims_widget_search_lang ON jims_widget_search (lang, last_at, thread_id) WHERE lang IS NOT NULL;
