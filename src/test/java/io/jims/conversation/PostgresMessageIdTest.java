package io.jims.conversation;

import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;

class PostgresMessageIdTest extends MessageIdContract {
    @Override
    ThreadStore open() {
        return ThreadStores.open(PostgresServer.shared().createDatabase().url());
    }
}
