package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.connect.ThreadStores;
import io.jims.store.index.ThreadIndexContract;
import io.jims.store.sql.SqlThreadStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresThreadIndexTest extends ThreadIndexContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected SqlThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    protected SqlThreadStore openBeside() {
        return open();
    }

    @Override
    protected List<String> query(String sql) {
        return database.query(sql);
    }

    @Test
    void indexOfTimes_isMadeByTheFirstUpdateOnly() {
        String isThere = "SELECT to_regclass('ix_jims_widget_event_times') IS NOT NULL";
        assertThat(query(isThere)).containsExactly("false");

        index.update();

        assertThat(query(isThere)).containsExactly("true");
    }
}
