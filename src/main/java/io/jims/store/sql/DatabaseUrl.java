package io.jims.store.sql;

/// What `--db` names. Its `toString` is fit for logs: it shows no password.
public interface DatabaseUrl {}
